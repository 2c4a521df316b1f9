import { textsAddress, type AnnexaError } from './api.ts';
import type { Answer, Arguments, FromWorker, Method, Refusal, Step, ToWorker } from './protocol.ts';
import { fileOf } from './release.ts';
import { scriptAddress } from './trusted.ts';
import address from './worker.ts?worker&url';

/** The page's side of the worker: started with the first question, then it follows every step. */
export class DocumentsClient {
  private worker?: Worker;
  private next = 0;
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();

  /** @param snapshot the workspace as it is now; asked for whenever a worker starts */
  constructor(
    private readonly snapshot: () => Uint8Array,
    private readonly language: string,
  ) {}

  /** Asks the documents; rejects with an `AnnexaError` when refused, with an `Error` when the worker broke down. */
  ask<M extends Method>(method: M, ...args: Arguments<M>): Promise<Answer<M>> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: (value) => resolve(value as Answer<M>), reject });
      this.post({ kind: 'ask', id, method, args });
    });
  }

  /** Passes a step on that the page's workspace has taken. A worker that is not there will get a later snapshot. */
  step(step: Step): void {
    if (this.worker) this.post({ kind: 'step', step });
  }

  /** Ends the worker and whatever it is at; the next question starts a new one. */
  stop(reason = 'cancelled'): void {
    this.worker?.terminate();
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(new Error(reason));
    this.waiting.clear();
  }

  private post(message: ToWorker): void {
    this.worker ??= this.start();
    this.worker.postMessage(message);
  }

  private start(): Worker {
    const worker = new Worker(scriptAddress(address), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.receive(data);
    worker.onerror = ({ message }) => this.stop(message || 'the worker did not start');
    const pack = fileOf(`packs/templates.${this.language}.json`);
    const texts = textsAddress(this.language);
    worker.postMessage({ kind: 'open', snapshot: this.snapshot(), pack, texts } satisfies ToWorker);
    return worker;
  }

  private receive(message: FromWorker): void {
    if (message.kind === 'fault') {
      this.stop(message.message);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(error(message.refusal));
  }
}

function error({ message, ...fields }: Refusal): AnnexaError {
  return Object.assign(new Error(message), { name: 'AnnexaError' as const, ...fields });
}
