import { html, type TemplateResult } from 'lit';
import { isRefusal } from '../api.ts';
import { notice, sentence } from '../parts.ts';
import type { Answer, Arguments, Method } from '../protocol.ts';
import type { App } from '../store.ts';

/** What the worker last answered to a question. */
export interface Answered<T> {
  value?: T;
  error?: Error;
  busy: boolean;
  /** The state of the workspace that the question was about. */
  asked?: number;
}

/**
 * The worker's answer, asked for anew after every step. The old answer stays until the new one is there, and only one
 * question of a sort is under way: typing does not pile them up.
 */
export function answered<M extends Method>(app: App, method: M, ...args: Arguments<M>): Answered<Answer<M>> {
  const slot = app.state<Answered<Answer<M>>>(`answer:${method}:${args.join(':')}`, () => ({ busy: false }));
  const now = app.revision;
  if (slot.busy || slot.asked === now) return slot;
  Object.assign(slot, { busy: true, asked: now });
  void app.documents
    .ask(method, ...args)
    .then((value) => Object.assign(slot, { value, error: undefined }))
    .catch((error: unknown) => Object.assign(slot, { error }))
    .finally(() => {
      slot.busy = false;
      app.update();
    });
  return slot;
}

/** What went wrong, as a sentence. */
export const failure = (error: unknown) => sentence(error instanceof Error ? error.message : String(error));

/** What to do about it, when the module says so; begins with a space. */
export const remedy = (error: unknown) => (isRefusal(error) ? ` ${sentence(error.help)}` : '');

/** Why there is no answer, with a way to ask again. */
export function trouble(app: App, slot: Answered<unknown>): TemplateResult {
  const { error } = slot;
  const again = () => {
    slot.asked = undefined;
    app.update();
  };
  const place = isRefusal(error) && error.path ? ` (${error.path})` : '';
  return notice('bad', app.t.errors.title, html`<p>${sentence(`${error?.message ?? ''}${place}`)}${remedy(error)}</p>
    <p><button type="button" @click=${again}>${app.t.errors.retry}</button></p>`, true);
}
