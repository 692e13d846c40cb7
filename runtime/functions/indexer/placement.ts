import { olderIndexes, readAlias, type Alias, type Found } from './alias';
import type { BulkRequest } from './bulk-request';
import type { IndexDocument } from './document';
import type { RemainingTime } from '../shared/clock';
import type { SearchClient } from '../shared/search-client';

/** Documents and the index that they are written to. */
export interface PlacedDocuments {
  readonly index: string;
  readonly documents: readonly IndexDocument[];
}

/**
 * Decides for one invocation to which index behind its alias a document is written: to the one that has it already, or else to the newest. So a record
 * that comes again after the next index has begun writes the same document again and no second one. By its own name and not by the alias, since the
 * next index may begin in between: then the document is in the one before, where a later search finds it.
 */
export class Placement {
  private readonly aliases = new Map<string, Alias>();

  constructor(private readonly search: SearchClient) {}

  async place({ alias: name, documents }: BulkRequest, time: RemainingTime): Promise<Found<PlacedDocuments[]>> {
    let alias = this.aliases.get(name);
    if (alias === undefined) {
      const found = await readAlias(name, this.search, time);
      if (found.kind !== 'found') return found;
      alias = found.value;
      this.aliases.set(name, alias);
    }
    if (!alias.hasOthers) return { kind: 'found', value: [{ index: alias.writeIndex, documents }] };

    const older = await olderIndexes(alias, documents.map(({ id }) => id), this.search, time);
    if (older.kind !== 'found') return older;
    const byIndex = new Map<string, IndexDocument[]>();
    for (const document of documents) {
      const index = older.value.get(document.id) ?? alias.writeIndex;
      const others = byIndex.get(index);
      if (others === undefined) byIndex.set(index, [document]);
      else others.push(document);
    }
    return { kind: 'found', value: [...byIndex].map(([index, its]) => ({ index, documents: its })) };
  }

  /** What was behind the alias may have changed. */
  forget(alias: string): void {
    this.aliases.delete(alias);
  }
}
