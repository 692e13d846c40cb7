import type { RecordSchema } from 'streaming-analytics-pipeline';

/** An object as OpenSearch Dashboards exports it. */
export interface SavedObject {
  readonly type: 'index-pattern' | 'visualization' | 'dashboard';
  readonly id: string;
  readonly attributes: object;
  readonly references: readonly { readonly name: string; readonly type: string; readonly id: string }[];
}

const SOURCE = 'kibanaSavedObjectMeta.searchSourceJSON.index';

/** How Dashboards sees the index of a schema. */
export function indexPattern({ name, eventTime }: RecordSchema): SavedObject {
  return { type: 'index-pattern', id: `taxi-${name}`, attributes: { title: name, timeFieldName: eventTime }, references: [] };
}

/** A picture of the documents of one index. */
export function visualization(id: string, title: string, { name }: RecordSchema, state: { readonly type: string }): SavedObject {
  return {
    type: 'visualization',
    id: `taxi-${id}`,
    attributes: {
      title,
      description: '',
      version: 1,
      visState: JSON.stringify({ title, ...state }),
      uiStateJSON: '{}',
      kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify({ query: { query: '', language: 'kuery' }, filter: [], indexRefName: SOURCE }) },
    },
    references: [{ name: SOURCE, type: 'index-pattern', id: `taxi-${name}` }],
  };
}
