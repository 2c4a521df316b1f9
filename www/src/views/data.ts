import { html, type TemplateResult } from 'lit';
import { download, saveFile } from '../files.ts';
import { field } from '../forms.ts';
import type texts from '../i18n/en/data.ts';
import { heading } from '../parts.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;

/** The visitor's name, and the ways in which the workspace leaves the browser. */
export function dataView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('data');
  return html`${heading(t.title)}
    ${field(app, {
      name: 'prefs.name',
      label: t.name,
      hint: t.nameHint,
      value: app.prefs.name,
      autocomplete: 'name',
      set: (name) => app.setPrefs({ name }),
    })}
    <h2>${t.backup}</h2>
    <p>${t.backupText}</p>
    <p><button type="button" class="primary" @click=${() => saveFile(app)}>${t.save}</button></p>
    <h2>${t.other}</h2>
    <p>${t.otherText}</p>
    <p>${toStart(app, t)}</p>`;
}

/** Nothing could be read, and nothing is written: the copies go out as they are. */
export function recoveryView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('data');
  const state = app.state('recovery', () => ({ copies: undefined as { name: string; text: string }[] | undefined }));
  if (!state.copies) {
    state.copies = [];
    void app.storage?.rawCopies(app.workspaceId).then((copies) => {
      state.copies = copies;
      app.update();
    });
  }
  const save = ({ name, text }: { name: string; text: string }) =>
    download(`${name.replace(/[^a-z0-9]+/gi, '-')}.txt`, new TextEncoder().encode(text), 'text/plain');
  return html`${heading(t.recoveryTitle)}<p>${t.recovery}</p>
    ${state.copies.length
      ? html`<ul class="plain">${state.copies.map((copy) => html`<li><button type="button" @click=${() => save(copy)}>${t.saveCopy(copy.name)}</button></li>`)}</ul>`
      : html`<p>${t.noCopies}</p>`}
    <p>${toStart(app, t)}</p>`;
}

/** The open workspace is stored before it is left. */
function toStart(app: App, t: Texts): TemplateResult {
  const leave = async () => {
    await app.storage?.release();
    app.close('start');
  };
  return html`<button type="button" @click=${leave}>${t.toStart}</button>`;
}
