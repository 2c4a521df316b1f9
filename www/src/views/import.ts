import { html, nothing, type TemplateResult } from 'lit';
import { isRefusal } from '../api.ts';
import { select, textarea } from '../forms.ts';
import { newId, today } from '../format.ts';
import type texts from '../i18n/en/import.ts';
import { heading, notice, scrolling, sentence } from '../parts.ts';
import type { Answer, Arguments } from '../protocol.ts';
import type { App } from '../store.ts';
import { resultView } from './import-result.ts';

export type Texts = typeof texts;
type Survey = Answer<'surveyImport'>;
type Sheet = Survey['sheets'][number];
export type Plan = Arguments<'proposeImport'>[3];
export type Proposal = Answer<'proposeImport'>;

/** A table on its way in: the file, how it is read, and what that would do. */
export interface State {
  pasted: string;
  file?: { name: string; bytes: Uint8Array };
  survey?: Survey;
  monthFirst: boolean;
  proposal?: Proposal;
  /** Which rows of the result are shown, and how many of them. */
  shown: string;
  most: number;
  busy: boolean;
  failed: string;
}

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

/** Runs a question to the worker; what it refuses is said on the page. */
export async function ask(app: App, state: State, question: () => Promise<void>): Promise<void> {
  Object.assign(state, { busy: true, failed: '' });
  app.update();
  try {
    await question();
  } catch (error) {
    const help = isRefusal(error) ? ` ${sentence(error.help)}` : '';
    state.failed = `${sentence(error instanceof Error ? error.message : String(error))}${help}`;
  }
  state.busy = false;
  app.update();
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

/** How the file is to be read, as the page stands. */
export function planOf(app: App, t: Texts, { file, survey, monthFirst }: State): Plan {
  return {
    name: t.step(file?.name ?? '').slice(0, 300),
    sheets: (survey?.sheets ?? []).map(({ sheet, header, target, columns }) => ({
      sheet,
      header,
      target,
      columns: columns.map(({ field }) => field),
    })),
    monthFirst,
    ids: newId('i'),
    by: app.prefs.name,
    on: today(),
  };
}

/** Asks what would change. */
export function propose(app: App, t: Texts, state: State): Promise<void> {
  return ask(app, state, async () => {
    const { file } = state;
    if (!file) return;
    state.most = 100;
    state.proposal = await app.documents.ask('proposeImport', app.workspace.save(), file.bytes, file.name, planOf(app, t, state));
    state.shown = state.proposal.rows.some(isRemarkable) ? 'remarked' : 'all';
  });
}

/** Whether somebody should look at a row. */
export const isRemarkable = ({ outcome, remarks }: Proposal['rows'][number]) => outcome === 'refused' || remarks.length > 0;
