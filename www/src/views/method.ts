import { html, nothing, type TemplateResult } from 'lit';
import type { Band, LevelRule, Method, ScaleStep, Tone } from '../api.ts';
import { radios, textarea, textOf } from '../forms.ts';
import type texts from '../i18n/en/risks.ts';
import { backLink, heading, scrolling, sentence } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { cellClass } from './level.ts';

type Texts = typeof texts;
type Scale = 'likelihood' | 'impact';

const MOST_STEPS = 6;
const FEWEST_STEPS = 3;
const MOST_BANDS = 6;
const tones: readonly Tone[] = ['calm', 'watch', 'act', 'urgent'];

interface Form {
  app: App;
  t: Texts;
  method: Method;
  change(part: Partial<Method>): void;
}

/**
 * How risks are judged. A value is taken when its field is left, not at each keystroke: half of a number, or a name
 * that is being typed anew, is not a method.
 */
export function methodView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('risks');
  const method = app.get('method');
  if (!method) return html``;
  const form: Form = { app, t, method, change: (part) => void app.put({ method: { ...method, ...part } }) };
  return html`${backLink(link('risks'), t.risk.back)}
    ${heading(t.method.title)}
    <p>${t.method.intro}</p>
    <h2>${t.method.scales}</h2>
    <p class="hint">${t.method.stepRange}</p>
    ${scale(form, 'likelihood')}
    ${scale(form, 'impact')}
    ${rule(form)}
    ${bands(form)}
    ${line(form)}
    ${preview(form)}
    ${words(form)}
    <p class="actions"><button type="button" ?disabled=${app.readonly}
      @click=${() => app.remove('method', '')}>${t.method.reset}</button></p>`;
}

/** What the module found wrong with a part of the method, beside that part. */
function wrong(app: App, path: string): unknown {
  const found = app.refusal?.findings.filter((finding) => finding.path === path) ?? [];
  return found.map(({ message, help }) => html`<p class="field-error">${sentence(message)} ${sentence(help)}</p>`);
}

function scale({ app, t, method, change }: Form, name: Scale): TemplateResult {
  const steps = method[name];
  const set = (steps: ScaleStep[]) => change({ [name]: steps, rule: fitted(method, name, steps.length) });
  const step = ({ label, description }: ScaleStep, at: number) => {
    const put = (part: Partial<ScaleStep>) => set(steps.with(at, { label, description, ...part }));
    return html`<tr>
      <th scope="row">${t.method.step(at + 1)}</th>
      <td>${text(app, `${t.method.name}, ${t.method.step(at + 1)}`, label, (label) => put({ label }))}</td>
      <td>${lines(app, `${t.method.description}, ${t.method.step(at + 1)}`, description ?? '', (description) => put({ description }))}</td>
    </tr>`;
  };
  const title = t.method[name];
  return html`<section id="method.${name}" tabindex="-1" aria-label=${title}>
    <h3>${title}</h3>
    ${wrong(app, `method.${name}`)}
    ${scrolling(title, html`<table class="inputs">
      <caption class="visually-hidden">${title}</caption>
      <thead><tr><td></td><th scope="col">${t.method.name}</th><th scope="col">${t.method.description}</th></tr></thead>
      <tbody>${steps.map(step)}</tbody>
    </table>`)}
    <p class="actions">
      <button type="button" ?disabled=${app.readonly || steps.length >= MOST_STEPS}
        @click=${() => set([...steps, { label: t.method.newStep, description: '' }])}>${t.method.addStep(title)}</button>
      <button type="button" ?disabled=${app.readonly || steps.length <= FEWEST_STEPS}
        @click=${() => set(steps.slice(0, -1))}>${t.method.removeStep(title)}</button>
    </p>
  </section>`;
}

/** A table of levels grows and shrinks with its scale; a new step has the levels of the one before it. */
function fitted({ rule }: Method, scale: Scale, steps: number): LevelRule {
  if (typeof rule === 'string') return rule;
  const resize = <T>(list: T[]) => Array.from({ length: steps }, (_, at) => list[Math.min(at, list.length - 1)] as T);
  const { levels } = rule.matrix;
  return { matrix: { levels: scale === 'likelihood' ? resize(levels) : levels.map(resize) } };
}

const rules = ['product', 'sum', 'matrix'] as const;

function rule({ app, t, method, change }: Form): TemplateResult {
  const current = typeof method.rule === 'string' ? method.rule : 'matrix';
  const set = (rule: (typeof rules)[number]) =>
    change({ rule: rule === 'matrix' ? { matrix: { levels: levelsNow(app) } } : rule });
  return html`${radios(app, {
      name: 'method.rule',
      label: t.method.rule,
      value: current,
      set,
      options: rules.map((value) => ({ value, label: t.method.rules[value] })),
    })}
    ${typeof method.rule === 'string' ? nothing : matrix({ app, t, method, change }, method.rule.matrix.levels)}`;
}

/** The levels that the present rule gives, as the table to start from. */
const levelsNow = (app: App) => app.workspace.heatMap().rows.map((cells) => cells.map(({ level }) => level.points));

function matrix({ app, t, method, change }: Form, levels: number[][]): TemplateResult {
  const set = (row: number, column: number, level: number) =>
    change({ rule: { matrix: { levels: levels.with(row, (levels[row] ?? []).with(column, level)) } } });
  const rows = levels.map((cells, row) => ({ cells, row })).reverse();
  const name = (scale: Scale, at: number) => method[scale][at]?.label ?? '';
  return scrolling(t.method.matrix, html`<table class="inputs">
    <caption>${t.method.matrix}</caption>
    <thead><tr><td></td>${method.impact.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead>
    <tbody>${rows.map(({ cells, row }) => html`<tr><th scope="row">${name('likelihood', row)}</th>
      ${cells.map((level, column) => html`<td>${whole(
        app,
        t.method.matrixCell(name('likelihood', row), name('impact', column)),
        level,
        (level) => set(row, column, level),
      )}</td>`)}</tr>`)}</tbody>
  </table>`);
}

function bands({ app, t, method, change }: Form): TemplateResult {
  const list = method.bands;
  const row = (band: Band, at: number) => {
    const set = (part: Partial<Band>) => change({ bands: list.with(at, { ...band, ...part }) });
    const label = (column: string) => `${column}, ${t.method.band(at + 1)}`;
    return html`<tr>
      <th scope="row">${t.method.band(at + 1)}</th>
      <td>${text(app, label(t.method.name), band.label, (label) => set({ label }))}</td>
      <td>${whole(app, label(t.method.from), band.from, (from) => set({ from }))}</td>
      <td><select aria-label=${label(t.method.tone)} ?disabled=${app.readonly}
        @change=${(event: Event) => set({ tone: textOf(event) as Tone })}>${tones.map((tone) =>
          html`<option value=${tone} ?selected=${tone === band.tone}>${t.method.tones[tone]}</option>`)}</select></td>
    </tr>`;
  };
  const last = list.at(-1);
  const next: Band = { label: t.method.newBand, from: Math.min((last?.from ?? 0) + 1, 255), tone: 'urgent' };
  return html`<section id="method.bands" tabindex="-1" aria-label=${t.method.bands}>
    <h2>${t.method.bands}</h2>
    <p class="hint">${t.method.bandsIntro}</p>
    ${wrong(app, 'method.bands')}
    ${scrolling(t.method.bands, html`<table class="inputs">
      <caption class="visually-hidden">${t.method.bands}</caption>
      <thead><tr><td></td><th scope="col">${t.method.name}</th><th scope="col">${t.method.from}</th>
        <th scope="col">${t.method.tone}</th></tr></thead>
      <tbody>${list.map(row)}</tbody>
    </table>`)}
    <p class="actions">
      <button type="button" ?disabled=${app.readonly || list.length >= MOST_BANDS}
        @click=${() => change({ bands: [...list, next] })}>${t.method.addBand}</button>
      <button type="button" ?disabled=${app.readonly || list.length <= 1}
        @click=${() => change({ bands: list.slice(0, -1) })}>${t.method.removeBand}</button>
    </p>
  </section>`;
}

function line({ app, t, method, change }: Form): TemplateResult {
  return html`<h2>${t.method.acceptable}</h2>
    <p class="hint">${t.method.acceptableHint}</p>
    ${whole(app, t.method.acceptable, method.acceptable, (acceptable) => change({ acceptable }))}`;
}

function words({ app, t, method, change }: Form): TemplateResult {
  const area = (name: 'authority' | 'triggers') =>
    textarea(app, { name: `method.${name}`, label: t.method[name], value: method[name] ?? '', set: (text) => change({ [name]: text }) });
  return html`${area('authority')}${area('triggers')}`;
}

function preview({ app, t }: Form): TemplateResult {
  const map = app.workspace.heatMap();
  const rows = map.rows.map((cells, at) => ({ cells, name: map.likelihood[at] })).reverse();
  return html`<h2>${t.method.preview}</h2>
    ${scrolling(t.method.preview, html`<table class="heat-map">
      <caption class="visually-hidden">${t.method.preview}</caption>
      <thead><tr><td></td>${map.impact.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${rows.map(({ cells, name }) => html`<tr><th scope="row">${name}</th>${cells.map(({ level }) =>
        html`<td class=${cellClass(level)}>${level.points} ${level.label}</td>`)}</tr>`)}</tbody>
    </table>`)}`;
}

/** A text in a cell of a table, named by its row and column. */
function text(app: App, name: string, value: string, set: (value: string) => void): TemplateResult {
  return html`<input aria-label=${name} maxlength="300" .value=${value} ?disabled=${app.readonly}
    @change=${(event: Event) => set(textOf(event))} />`;
}

/** A text of several lines in a cell of a table. */
function lines(app: App, name: string, value: string, set: (value: string) => void): TemplateResult {
  return html`<textarea aria-label=${name} rows="1" .value=${value} ?disabled=${app.readonly}
    @change=${(event: Event) => set(textOf(event))}></textarea>`;
}

/** A level in a cell of a table. */
function whole(app: App, name: string, value: number, set: (value: number) => void): TemplateResult {
  const changed = (event: Event) => {
    const input = event.target as HTMLInputElement;
    if (input.reportValidity() && input.value) set(input.valueAsNumber);
  };
  return html`<input aria-label=${name} type="number" class="short" inputmode="numeric" required step="1" min="1" max="255"
    .value=${String(value)} ?disabled=${app.readonly} @change=${changed} />`;
}
