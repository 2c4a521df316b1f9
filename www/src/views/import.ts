import { html, nothing, type TemplateResult } from 'lit';
import { select, textarea } from '../forms.ts';
import { heading, notice, scrolling } from '../parts.ts';
import type { App } from '../store.ts';
import { resultView } from './import-result.ts';
import { ask, propose, type Sheet, type State, type Survey, type Texts } from './import-state.ts';

/** The largest file that is read; the module has the same limit, and says so too. */
const MOST_BYTES = 20_000_000;

/** Reads a table in: a file, what it is, what would change, and the one step that does it. */
export function importView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('import');
  const state = app.state<State>('import', fresh);
  return html`${heading(t.title)}
    <p>${t.intro}</p>
    <p class="muted">${t.private}</p>
    ${state.failed ? notice('bad', t.failed, html`<p>${state.failed}</p>`, true) : nothing}
    ${state.survey ? survey(app, t, state, state.survey) : source(app, t, state)}
    <p role="status">${state.busy ? t.reading : nothing}</p>
    ${state.proposal ? resultView(app, t, state, state.proposal) : nothing}`;
}

const fresh = (): State => ({ pasted: '', monthFirst: false, shown: 'remarked', most: 100, busy: false, failed: '' });

function source(app: App, t: Texts, state: State): TemplateResult {
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void choose(app, state, event.dataTransfer?.files[0]);
  };
  return html`<div class="field" @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${drop}>
      <label for="import.file">${t.file}</label>
      <p class="hint" id="import.file-hint">${t.fileHint}</p>
      <input type="file" id="import.file" accept=".csv,.tsv,.txt,.xlsx,.ods" aria-describedby="import.file-hint"
        ?disabled=${app.readonly}
        @change=${(event: Event) => choose(app, state, (event.target as HTMLInputElement).files?.[0])} />
    </div>
    ${textarea(app, {
      name: 'import.pasted',
      label: t.paste,
      hint: t.pasteHint,
      value: state.pasted,
      set: (pasted) => {
        state.pasted = pasted;
        app.update();
      },
    })}
    <p><button type="button" ?disabled=${!state.pasted.trim() || app.readonly}
      @click=${() => look(app, state, { name: t.pasted, bytes: new TextEncoder().encode(state.pasted) })}>${t.pasteButton}</button></p>`;
}

async function choose(app: App, state: State, file: File | undefined): Promise<void> {
  if (!file) return;
  // What is far too large is not even read; the module says what is wrong with it.
  const part = file.size > MOST_BYTES ? file.slice(0, MOST_BYTES + 1) : file;
  await look(app, state, { name: file.name, bytes: new Uint8Array(await part.arrayBuffer()) });
}

/** Looks at the file; with a sheet and a target, anew as what people said that it is. */
async function look(app: App, state: State, file: NonNullable<State['file']>, sheet?: number, target?: string): Promise<void> {
  await ask(app, state, async () => {
    const found = await app.documents.ask('surveyImport', file.bytes, file.name, sheet, target);
    if (target !== undefined && state.survey) {
      const kept = state.survey.sheets;
      found.sheets = found.sheets.map((one) => (one.sheet === sheet ? one : (kept.find((old) => old.sheet === one.sheet) ?? one)));
    }
    Object.assign(state, { file, survey: found, proposal: undefined });
  });
}

function survey(app: App, t: Texts, state: State, { sheets, targets }: Survey): TemplateResult {
  const check = () => propose(app, t, state);
  return html`<p>${state.file?.name} <button type="button" @click=${() => app.reset('import')}>${t.another}</button></p>
    <h2>${t.columns}</h2>
    <p>${t.columnsIntro}</p>
    ${sheets.map((sheet) => mapping(app, t, state, sheet, targets))}
    <p><button type="button" class="primary" ?disabled=${state.busy} @click=${check}>${t.check}</button></p>`;
}

function mapping(app: App, t: Texts, state: State, sheet: Sheet, targets: Survey['targets']): TemplateResult {
  const target = targets.find(({ id }) => id === sheet.target);
  const groups = [false, true].map((register) => ({
    label: register ? t.registers : t.entities,
    options: targets.filter((one) => one.register === register).map(({ id, title }) => ({ value: id, label: title })),
  }));
  const choose = (id: string) => {
    state.proposal = undefined;
    if (id && state.file) return void look(app, state, state.file, sheet.sheet, id);
    sheet.target = undefined;
    app.update();
  };
  return html`<h3>${t.sheet(sheet.name, sheet.rows)}</h3>
    ${select(app, {
      name: `import.target.${sheet.sheet}`,
      label: t.target,
      value: sheet.target ?? '',
      empty: t.leaveSheet,
      options: groups,
      set: choose,
    })}
    ${target ? columns(app, t, state, sheet, target) : nothing}`;
}

function columns(app: App, t: Texts, state: State, sheet: Sheet, target: Survey['targets'][number]): TemplateResult {
  const title = t.sheet(sheet.name, sheet.rows);
  const row = (column: Sheet['columns'][number], at: number) => {
    const name = column.title || t.unnamed(at + 1);
    const set = (event: Event) => {
      column.field = (event.target as HTMLSelectElement).value || undefined;
      state.proposal = undefined;
      app.update();
    };
    return html`<tr><th scope="row">${name}</th><td class="small">${column.sample}</td><td>
      <select aria-label=${t.fieldOf(name)} @change=${set} ?disabled=${app.readonly}>
        <option value="" .selected=${!column.field}>${t.leaveColumn}</option>
        ${target.fields.map(({ path, title }) => html`<option value=${path} .selected=${path === column.field}>${title}</option>`)}
      </select></td></tr>`;
  };
  return scrolling(title, html`<table>
    <caption class="visually-hidden">${title}</caption>
    <thead><tr>${Object.values(t.heads).map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${sheet.columns.map(row)}</tbody>
  </table>`);
}
