import { html, nothing, type TemplateResult } from 'lit';
import type { StorageReport } from './api.ts';
import { editHere } from './boot.ts';
import { saveFile } from './files.ts';
import { errorSummary, notice, refusalProblems } from './parts.ts';
import { link } from './router.ts';
import type { App } from './store.ts';

/** What stands above every view: the refused command, a word about the last step, and how the storage is. */
export function messages(app: App): unknown {
  const problems = refusalProblems(app);
  return [
    problems.length ? errorSummary(app, problems) : nothing,
    app.takeUpdate ? updateBanner(app, app.takeUpdate) : nothing,
    app.notice ? notice(app.notice.kind, '', html`<p>${app.notice.text}</p>`, true) : nothing,
    app.phase === 'open' ? [savingBanner(app), app.found ? foundBanners(app, app.found) : nothing] : nothing,
  ];
}

function updateBanner(app: App, take: () => void): TemplateResult {
  const words = app.t.update;
  return notice('', words.title, html`<p>${words.text}</p>
    <p class="actions"><button type="button" @click=${take}>${words.take}</button></p>`);
}

function savingBanner(app: App): unknown {
  const { saving } = app;
  const words = app.t.storage;
  switch (saving.kind) {
    case 'not-saved':
      return notice('bad', words.notSavedTitle, html`<p>${words.reasons[saving.reason]} ${words.notSaved}</p>
        <p class="actions">${saveButton(app, 'primary')}${writeAgain(app, saving.reason)}</p>`, true);
    case 'one-copy-only':
      return notice('warn', words.oneCopyTitle, html`<p>${words.oneCopy} ${words.reasons[saving.reason]}</p>
        <p class="actions">${saveButton(app)}${writeAgain(app, saving.reason)}</p>`);
    case 'read-only':
      return notice('warn', words.readOnlyTitle, html`
        <p>${words.readOnly[saving.why]} ${saving.unsaved ? words.unsavedHere : nothing}</p>
        <p class="actions">
          <button type="button" class="primary" @click=${() => editHere(app)}>${words.editHere}</button>
          ${saving.unsaved ? saveButton(app) : nothing}
        </p>`, true);
    default:
      return nothing;
  }
}

function saveButton(app: App, kind = ''): TemplateResult {
  return html`<button type="button" class=${kind} @click=${() => saveFile(app)}>${app.t.storage.saveFile}</button>`;
}

/** A deleted copy is only written again when the visitor says so: it may have been deleted on purpose. */
function writeAgain(app: App, reason: string): unknown {
  if (reason !== 'removed') return nothing;
  return html`<button type="button" @click=${() => app.storage?.rewrite()}>${app.t.storage.writeAgain}</button>`;
}

function foundBanners(app: App, found: StorageReport): unknown {
  const words = app.t.storage;
  const seeData = html`<a href=${link('data')}>${words.seeData}</a>`;
  return [
    found.recovered ? notice('good', words.recoveredTitle, html`<p>${words.recovered(found.recovered)}</p>`) : nothing,
    found.rivals.length ? notice('warn', words.rivalsTitle, html`<p>${words.rivals} ${seeData}</p>`) : nothing,
    found.quarantined || found.damaged.length
      ? notice('warn', words.asideTitle, html`<p>${words.aside} ${seeData}</p>`)
      : nothing,
  ];
}
