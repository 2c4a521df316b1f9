/**
 * One tab writes a workspace, the others follow. The right to write is a Web Lock that is held for as long as the tab
 * writes; where there are no locks (plain http) the tabs agree by messages, and the storage itself stops a second
 * writer before it overwrites anything.
 */

/** The writer of a workspace gives way within this time, or loses its turn. */
const PATIENCE = 3000;
/** Where there are no locks, a writer answers within this time. */
const ANSWER = 300;

export interface Listener {
  /** Another tab has written this generation. */
  announced(n: number, hash: string): void;
  /** Another tab wants to write: save, stop, and say which generation is the last. */
  asked(): Promise<number>;
  /** Another tab took the turn without waiting. */
  robbed(): void;
}

type Message =
  | { kind: 'announce'; n: number; hash: string }
  | { kind: 'ask' | 'mine' | 'who' }
  | { kind: 'released'; n: number };

export class Tabs {
  /** The newest generation that another tab has told of. */
  heard = 0;
  private readonly channel?: BroadcastChannel;
  private readonly name: string;
  private held?: () => void;
  /** Done when the browser knows that the lock is free again. */
  private freed: Promise<unknown> = Promise.resolve();
  private readonly waiting = new Set<(message: Message) => void>();

  constructor(
    workspace: string,
    private readonly listener: Listener,
  ) {
    this.name = `annexa:${workspace}`;
    try {
      this.channel = new BroadcastChannel(this.name);
      this.channel.onmessage = ({ data }: MessageEvent<Message>) => this.receive(data);
    } catch {
      // Without a channel this tab is alone: it neither tells nor hears.
    }
  }

  get isWriter(): boolean {
    return this.held !== undefined;
  }

  /** Takes the turn if no other tab has it. */
  take(): Promise<boolean> {
    return locks() ? this.lock({ ifAvailable: true }) : this.agree('who', 'mine', ANSWER);
  }

  /** Takes the turn: asks the tab that has it to save and release, and after 3 s takes it all the same. */
  async takeOver(): Promise<void> {
    if (!locks()) {
      await this.agree('ask', 'released', PATIENCE);
      this.hold(() => {});
      return;
    }
    const polite = this.lock({ signal: AbortSignal.timeout(PATIENCE) });
    this.post({ kind: 'ask' });
    if (!(await polite)) await this.lock({ steal: true });
  }

  announce(n: number, hash: string): void {
    this.post({ kind: 'announce', n, hash });
  }

  /** Gives the turn back; `n` is the last generation that was written. */
  release(n: number): void {
    if (!this.held) return;
    this.post({ kind: 'released', n });
    this.held();
    this.held = undefined;
  }

  /** Resolves when a loss of the turn that happened while this tab slept has been heard of. */
  async settle(): Promise<void> {
    try {
      await locks()?.query();
    } catch {
      // Refused: then there was no lock to lose.
    }
  }

  async close(): Promise<void> {
    this.channel?.close();
    this.held?.();
    this.held = undefined;
    await this.freed;
  }

  /** Resolves with whether the lock was given; it is then held until `release`. */
  private lock(options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      let given = false;
      const keep = (lock: Lock | null) => {
        given = lock !== null;
        resolve(given);
        return lock ? new Promise<void>((free) => this.hold(free)) : undefined;
      };
      this.freed = navigator.locks.request(this.name, options, keep).catch((error: unknown) => {
        if (given) {
          this.held = undefined;
          this.listener.robbed();
        } else if (isTimeout(error)) {
          resolve(false);
        } else {
          // Locks are refused here, as in a sandboxed frame: nobody can share the storage either.
          this.hold(() => {});
          resolve(true);
        }
      });
    });
  }

  private hold(free: () => void): void {
    this.held = free;
  }

  /** Without locks: asks, and waits for an answer. The turn is free if `mine` does not come. */
  private async agree(question: 'who' | 'ask', expected: 'mine' | 'released', patience: number): Promise<boolean> {
    const answered = this.await(expected, patience);
    this.post({ kind: question });
    const isFree = !(await answered);
    if (question === 'who' && isFree) this.hold(() => {});
    return isFree;
  }

  private await(kind: Message['kind'], patience: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (result: boolean) => {
        clearTimeout(late);
        this.waiting.delete(hear);
        resolve(result);
      };
      const hear = (message: Message) => message.kind === kind && settle(true);
      const late = setTimeout(() => settle(false), patience);
      this.waiting.add(hear);
    });
  }

  private receive(message: Message): void {
    for (const hear of [...this.waiting]) hear(message);
    switch (message.kind) {
      case 'announce':
        this.heard = Math.max(this.heard, message.n);
        this.listener.announced(message.n, message.hash);
        break;
      case 'released':
        this.heard = Math.max(this.heard, message.n);
        break;
      case 'who':
        if (this.held) this.post({ kind: 'mine' });
        break;
      case 'ask':
        void this.giveWay();
        break;
      case 'mine':
    }
  }

  /** Whoever asked may have lost patience and taken the turn already: a tab that slept hears of that first. */
  private async giveWay(): Promise<void> {
    await this.settle();
    if (this.held) this.release(await this.listener.asked());
  }

  private post(message: Message): void {
    this.channel?.postMessage(message);
  }
}

function locks(): LockManager | undefined {
  return (navigator as Partial<Navigator>).locks;
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'AbortError' || error.name === 'TimeoutError');
}
