import { html, nothing, type TemplateResult } from 'lit';
import type { Shelved } from '../api.ts';
import { openStored } from '../boot.ts';
import { backupState, download, saveFile } from '../files.ts';
import { field, radios } from '../forms.ts';
import { moment } from '../format.ts';
import type texts from '../i18n/en/data.ts';
import { heading, notice } from '../parts.ts';
import type { Prefs } from '../prefs.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { deleteDialog, type Doomed } from './delete-dialog.ts';

type Texts = typeof texts;

interface State {
  shelved: Shelved[];
  aside: { name: string; text: string }[];
  doomed?: Doomed;
}

/** The visitor's settings, the ways in which the workspace leaves the browser, and what is stored in it. */
export function dataView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('data');
  const state = app.state('data', () => load(app));
  return html`${heading(t.title)}
    ${settings(app, t)}
    ${backup(app, t)}
    ${workspaces(app, t, state)}
    ${state.aside.length ? aside(app, t, state) : nothing}
    <h2>${t.wipe}</h2>
    <p>${t.wipeText}</p>
    <p><button type="button" class="danger" @click=${() => doom(app, state, {})}>${t.wipeButton}</button></p>
    ${state.doomed ? deleteDialog(app, t, state.doomed, () => doom(app, state, undefined)) : nothing}`;
}

function doom(app: App, state: State, doomed: Doomed | undefined): void {
  state.doomed = doomed;
  app.update();
}

/** What is stored is asked for once, when the view is opened. */
function load(app: App): State {
  const state: State = { shelved: [], aside: [] };
  void (async () => {
    state.shelved = (await app.storage?.workspaces()) ?? [];
    const quarantined = (await app.storage?.quarantined()) ?? [];
    state.aside = quarantined.map(({ place, text }, at) => ({ name: `${place}-${at + 1}`, text }));
    app.update();
  })();
  return state;
}

function settings(app: App, t: Texts): TemplateResult {
  return html`${field(app, {
      name: 'prefs.name',
      label: t.name,
      hint: t.nameHint,
      value: app.prefs.name,
      autocomplete: 'name',
      set: (name) => app.setPrefs({ name }),
    })}
    ${radios<Prefs['theme']>(app, {
      name: 'prefs.theme',
      label: t.theme,
      value: app.prefs.theme,
      options: (['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t.themes[value] })),
      set: (theme) => app.setPrefs({ theme }),
    })}`;
}

function backup(app: App, t: Texts): TemplateResult {
  const { last, changes } = backupState(app);
  const when = last ? moment(last.toISOString(), app.texts.locale) : '';
  return html`<h2>${t.backup}</h2>
    <p>${t.backupText}</p>
    <p role="status">${last ? t.lastSaved(when, changes) : t.neverSaved}</p>
    <p class="actions"><button type="button" class="primary" @click=${() => saveFile(app)}>${t.save}</button>
      <a href=${link('import')}>${app.t.screens.import}</a></p>`;
}

function workspaces(app: App, t: Texts, state: State): TemplateResult {
  const meter = app.storage?.meter;
  const row = ({ id, name, time }: Shelved) => {
    const title = name || t.unnamed;
    return html`<li>
      <span class="what">${title}${time ? html`, <span class="muted">${t.storedAt(when(app, time))}</span>` : nothing}</span>
      ${id === app.workspaceId
        ? html`<span class="muted">${t.openNow}</span>`
        : html`<button type="button" @click=${() => switchTo(app, id)}>${t.open(title)}</button>`}
      <button type="button" class="danger" @click=${() => doom(app, state, { id, name: title })}>${t.deleteOne(title)}</button>
    </li>`;
  };
  return html`<h2>${t.other}</h2>
    <p>${t.otherText}</p>
    <ul class="tasks">${state.shelved.map(row)}</ul>
    ${meter ? html`<p class="muted">${t.room(Math.ceil((100 * meter.used) / meter.budget))}</p>` : nothing}
    <p>${toStart(app, t.toStart)}</p>`;
}

async function switchTo(app: App, id: string): Promise<void> {
  await app.storage?.flush();
  app.go('#/');
  await openStored(app, id);
}

const when = (app: App, time: number) => moment(new Date(time).toISOString(), app.texts.locale);

function aside(app: App, t: Texts, state: State): TemplateResult {
  const discard = async () => {
    await app.storage?.discardQuarantined();
    app.found = undefined;
    app.reset('data');
  };
  return html`<h2>${t.aside}</h2>
    <p>${t.asideText}</p>
    ${copies(t, state.aside)}
    <p><button type="button" class="danger" @click=${discard}>${t.discard}</button></p>`;
}

/** Stored texts as they are, each as a file. */
function copies(t: Texts, list: readonly { name: string; text: string }[]): TemplateResult {
  const save = ({ name, text }: { name: string; text: string }) =>
    download(`annexa-${name.replace(/[^a-z0-9]+/gi, '-')}.txt`, new TextEncoder().encode(text), 'text/plain');
  return html`<ul class="plain">
    ${list.map((copy) => html`<li><button type="button" @click=${() => save(copy)}>${t.saveCopy(copy.name)}</button></li>`)}
  </ul>`;
}

/** The open workspace is stored before it is left. */
function toStart(app: App, text: string): TemplateResult {
  const leave = async () => {
    await app.storage?.release();
    app.go('#/');
    app.close('start');
  };
  return html`<button type="button" @click=${leave}>${text}</button>`;
}

/** Nothing could be read, and nothing is written: the copies go out as they are. */
export function recoveryView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('data');
  const state = app.state('recovery', () => {
    const state = { copies: undefined as { name: string; text: string }[] | undefined };
    void app.storage?.rawCopies(app.workspaceId).then((copies) => {
      state.copies = copies;
      app.update();
    });
    return state;
  });
  return html`${heading(t.recoveryTitle)}<p>${t.recovery}</p>
    ${app.found?.outcome === 'newer' ? notice('warn', '', html`<p>${t.newer}</p>`) : nothing}
    <p><button type="button" @click=${() => location.reload()}>${t.reload}</button></p>
    ${state.copies?.length === 0 ? html`<p>${t.noCopies}</p>` : copies(t, state.copies ?? [])}
    <h2>${t.otherwise}</h2>
    <p>${t.otherwiseText}</p>
    <p>${toStart(app, t.toStart)}</p>`;
}
