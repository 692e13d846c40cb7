import type { Fate } from './bulk-answer';
import type { DeadLetter, IndexDocument } from './document';

/** What has become of the documents of a batch. In the end each is stored, dead or unsettled. */
export class BulkOutcome {
  stored = 0;
  readonly dead: DeadLetter[] = [];
  /** Neither stored nor refused for good when the time was over. */
  readonly unsettled: { readonly document: IndexDocument; readonly why: string }[] = [];

  leave(documents: readonly IndexDocument[], why: string): void {
    for (const document of documents) this.unsettled.push({ document, why });
  }

  /**
   * Takes in the fates of a request's documents and gives back those to be sent again, with the last reason. Behind one that has to wait, a stored one
   * of the same id is sent again too: the older would otherwise come last and stay.
   */
  settle(documents: readonly IndexDocument[], fates: readonly Fate[]): { readonly again: IndexDocument[]; readonly why: string } {
    const again: IndexDocument[] = [];
    const waiting = new Set<string>();
    let why = '';
    fates.forEach((fate, i) => {
      switch (fate.kind) {
        case 'stored':
          if (waiting.has(documents[i].id)) again.push(documents[i]);
          else this.stored++;
          break;
        case 'dead': this.dead.push({ record: documents[i].record, reasons: [fate.reason] }); break;
        case 'retry':
          again.push(documents[i]);
          waiting.add(documents[i].id);
          why = fate.why;
      }
    });
    return { again, why };
  }
}
