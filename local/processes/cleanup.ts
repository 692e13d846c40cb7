import { messageOf } from '../error-text';

/** What must be undone before this process may end, whatever ends it. */
export class Cleanup {
  private readonly actions = new Set<{ readonly name: string; readonly undo: () => Promise<void> | void }>();
  private running?: Promise<void>;

  /**
   * @returns what takes it back, to be called once there is nothing left to undo.
   * @throws when the end has begun: nothing may be started any more.
   */
  public add(name: string, undo: () => Promise<void> | void): () => void {
    if (this.running !== undefined) throw new Error(`${name} cannot be started: the run is ending`);
    const action = { name, undo };
    this.actions.add(action);
    return () => { this.actions.delete(action); };
  }

  public get ending(): boolean {
    return this.running !== undefined;
  }

  /** Undoes everything, newest first. One failure does not keep the others from being undone. */
  public run(): Promise<void> {
    this.running ??= this.undoAll();
    return this.running;
  }

  private async undoAll(): Promise<void> {
    for (const { name, undo } of [...this.actions].reverse()) {
      try {
        await undo();
      } catch (error) {
        console.error(`could not end ${name}: ${messageOf(error)}`);
      }
    }
  }
}
