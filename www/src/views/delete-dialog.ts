import { html, type TemplateResult } from 'lit';
import { field } from '../forms.ts';
import type texts from '../i18n/en/data.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;

/** What is to be deleted: one workspace, or everything. */
export interface Doomed {
  id?: string;
  name?: string;
}

/** Asks before anything is deleted for good; the word keeps a stray Enter from doing it. */
export function deleteDialog(app: App, t: Texts, { id, name = '' }: Doomed, close: () => void): TemplateResult {
  const state = app.state('delete', () => ({ word: '' }));
  const ready = state.word.trim().toLowerCase() === t.sure.word;
  const go = async (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    close();
    if (id) await deleteOne(app, t, id, name);
    else await deleteAll(app, t);
  };
  const set = (word: string) => {
    state.word = word;
    app.update();
  };
  const closed = () => {
    state.word = '';
    close();
  };
  return html`<dialog aria-labelledby="delete-title" @close=${closed}>
    <form @submit=${go}>
      <h2 id="delete-title">${id ? t.sure.one(name) : t.sure.all}</h2>
      <p>${t.sure.text}</p>
      ${field(app, { name: 'delete.word', label: t.sure.type(t.sure.word), value: state.word, short: true, set })}
      <p class="actions">
        <button type="submit" class="danger" ?disabled=${!ready}>${t.sure.go}</button>
        <button type="button" @click=${closed}>${app.t.cancel}</button>
      </p>
    </form>
  </dialog>`;
}

async function deleteOne(app: App, t: Texts, id: string, name: string): Promise<void> {
  await app.storage?.remove(id);
  app.reset('data');
  if (id === app.workspaceId) leave(app);
  app.notice = { kind: 'good', text: t.deleted(name) };
  app.update();
}

async function deleteAll(app: App, t: Texts): Promise<void> {
  const left = (await app.storage?.wipe()) ?? 0;
  app.forgetPrefs();
  leave(app);
  app.notice = { kind: left ? 'bad' : 'good', text: t.wiped(left) };
  app.update();
}

function leave(app: App): void {
  history.replaceState(null, '', '#/');
  app.arrive('#/');
  app.close('start');
}
