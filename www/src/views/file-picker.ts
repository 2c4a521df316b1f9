import { html, nothing, type TemplateResult } from 'lit';
import { openFile } from '../boot.ts';
import type texts from '../i18n/en/start.ts';
import type { Problem } from '../parts.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;

/** Opens a backup. `state` keeps what was wrong with the last file, for the error summary of the view. */
export function filePicker(app: App, t: Texts, state: { problems: Problem[] }): TemplateResult {
  const change = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    state.problems = await openFile(app, file, t.fileTooLarge);
    // The same file may be chosen again after it was mended.
    input.value = '';
    app.update();
  };
  const wrong = state.problems.some(({ name }) => name === 'file');
  return html`<div class="field ${wrong ? 'has-error' : ''}">
    <label for="file">${t.fileLabel}</label>
    <p class="hint" id="file-hint">${t.fileHint}</p>
    ${wrong ? html`<p class="field-error" id="file-error">${t.fileFailed} ${t.fileUnchanged}</p>` : nothing}
    <input type="file" id="file" accept=".json,application/json"
      aria-describedby="file-hint ${wrong ? 'file-error' : ''}" aria-invalid=${wrong ? 'true' : nothing}
      @change=${change} />
  </div>`;
}
