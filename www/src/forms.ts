/**
 * Form controls with label, hint and error in place. Each takes the app first: it disables them in a read-only tab
 * and knows the error of a refused command. The `name` is the element's id, and the path under which the module
 * reports what is wrong with the value (`risk.residual.impact`).
 */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Owner } from './api.ts';
import { refusalProblems, sentence } from './parts.ts';
import type { App } from './store.ts';

interface Control<T> {
  name: string;
  label: unknown;
  value: T;
  /** Called with each change: a keystroke, a choice. */
  set(value: T): void;
  hint?: unknown;
  /** What is wrong, when the view itself found it; what the module refused is found by `name`. */
  error?: string;
  optional?: boolean;
}

interface TextControl extends Control<string> {
  type?: 'text' | 'email' | 'search' | 'url';
  short?: boolean;
  autocomplete?: string;
}

export interface Option<T extends string = string> {
  value: T;
  label: string;
  hint?: string;
}

/**
 * One line of text. Nothing cuts off what is pasted: a text that is too long stays in sight with the module's word
 * about it, while the workspace keeps the last one that was good.
 */
export function field(app: App, control: TextControl): TemplateResult {
  const { type = 'text', short = false, autocomplete = 'off' } = control;
  return frame(app, control, html`<input id=${control.name} type=${type}
    class=${short ? 'short' : nothing} autocomplete=${autocomplete} .value=${live(textShown(app, control))}
    ?disabled=${app.readonly} aria-invalid=${invalid(app, control)} aria-describedby=${described(app, control)}
    @input=${(event: Event) => takeText(app, control, textOf(event))} />`);
}

/** Several lines of text. */
export function textarea(app: App, control: Control<string> & { rows?: number }): TemplateResult {
  return frame(app, control, html`<textarea id=${control.name} rows=${control.rows ?? 3}
    .value=${live(textShown(app, control))} ?disabled=${app.readonly} aria-invalid=${invalid(app, control)}
    aria-describedby=${described(app, control)}
    @input=${(event: Event) => takeText(app, control, textOf(event))}></textarea>`);
}

function takeText(app: App, control: Control<string>, text: string): void {
  app.typed = { name: control.name, text };
  control.set(text);
}

const textShown = (app: App, { name, value }: Control<string>) =>
  app.refusal && app.typed?.name === name ? app.typed.text : value;

/** One text on each line. What is typed stays as typed, empty lines too, while the list is the same. */
export function lines(app: App, control: Control<readonly string[]>): TemplateResult {
  const typed = app.state(`lines of ${control.name}`, () => ({ text: '' }));
  const parsed = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);
  const same = parsed(typed.text).join('\n') === control.value.join('\n');
  return textarea(app, {
    ...control,
    value: same ? typed.text : control.value.join('\n'),
    rows: 5,
    set: (text) => {
      typed.text = text;
      control.set(parsed(text));
    },
  });
}

/**
 * A whole number; `undefined` while there is none. What is out of range, or no number, is never set: the field says so
 * once it is left, since half of a number is no mistake yet.
 */
export function number(
  app: App,
  control: Control<number | undefined> & { min?: number; max?: number },
): TemplateResult {
  const { name, min = 0, max = 4_294_967_295 } = control;
  const wrong = app.state(`number ${name}`, () => ({ error: '' }));
  const shown = { ...control, error: control.error ?? (wrong.error || undefined) };
  const set = (event: Event) => {
    const input = event.target as HTMLInputElement;
    if (!input.validity.valid) return;
    wrong.error = '';
    control.set(input.value === '' ? undefined : input.valueAsNumber);
  };
  const leave = (event: Event) => {
    wrong.error = (event.target as HTMLInputElement).validity.valid ? '' : app.t.errors.number(min, max);
    app.update();
  };
  return frame(app, shown, html`<input id=${name} type="number" class="short" inputmode="numeric" step="1"
    min=${min} max=${max} .value=${control.value?.toString() ?? ''} ?disabled=${app.readonly}
    aria-invalid=${invalid(app, shown)} aria-describedby=${described(app, shown)} @input=${set} @change=${leave} />`);
}

/** A day, as `2026-11-24`; empty while there is none. */
export function date(app: App, control: Control<string>): TemplateResult {
  return frame(app, control, html`<input id=${control.name} type="date" class="short" max="9999-12-31"
    .value=${control.value} ?disabled=${app.readonly} aria-invalid=${invalid(app, control)}
    aria-describedby=${described(app, control)} @change=${(event: Event) => control.set(textOf(event))} />`);
}

/** One of several; the empty value stands first unless `required`, under the words of `empty`. */
export function select<T extends string>(
  app: App,
  control: Control<T | ''> & { options: readonly (Option<T> | OptionGroup<T>)[]; required?: boolean; empty?: string },
): TemplateResult {
  const option = ({ value, label }: Option) =>
    html`<option value=${value} .selected=${live(value === control.value)}>${label}</option>`;
  const entry = (entry: Option | OptionGroup) =>
    'options' in entry ? html`<optgroup label=${entry.label}>${entry.options.map(option)}</optgroup>` : option(entry);
  return frame(app, control, html`<select id=${control.name} ?disabled=${app.readonly}
    aria-invalid=${invalid(app, control)} aria-describedby=${described(app, control)}
    @change=${(event: Event) => control.set(textOf(event) as T | '')}>
      ${control.required ? nothing : option({ value: '', label: control.empty ?? app.t.chooseOne })}
      ${control.options.map(entry)}
    </select>`);
}

export interface OptionGroup<T extends string = string> {
  label: string;
  options: readonly Option<T>[];
}

/** One of a few, all in sight. */
export function radios<T extends string>(
  app: App,
  control: Control<T | undefined> & { options: readonly Option<T>[]; boxed?: boolean },
): TemplateResult {
  const choice = ({ value, label, hint }: Option<T>, at: number) => {
    // The first has the name itself as its id, so that an error summary leads there.
    const id = at ? `${control.name}.${value}` : control.name;
    return html`<div class="choice">
      <input type="radio" id=${id} name=${control.name} value=${value} .checked=${live(value === control.value)}
        ?disabled=${app.readonly} aria-describedby=${hint ? `${id}-about` : nothing}
        @change=${() => control.set(value)} />
      <label for=${id}>${label}${hint ? html`<span class="hint" id="${id}-about">${hint}</span>` : nothing}</label>
    </div>`;
  };
  return html`<fieldset class="field ${errorOf(app, control) ? 'has-error' : ''}"
    aria-describedby=${described(app, control)}>
      <legend>${labelOf(app, control)}</legend>
      ${hintAndError(app, control)}
      <div class="choices ${control.boxed ? 'boxed' : ''}">${control.options.map(choice)}</div>
    </fieldset>`;
}

/** Yes or no, as one box. */
export function checkbox(app: App, control: Control<boolean>): TemplateResult {
  return html`<div class="field"><div class="choice">
    <input type="checkbox" id=${control.name} .checked=${live(control.value)} ?disabled=${app.readonly}
      aria-describedby=${control.hint ? `${control.name}-hint` : nothing}
      @change=${(event: Event) => control.set((event.target as HTMLInputElement).checked)} />
    <label for=${control.name}>${control.label}
      ${control.hint ? html`<span class="hint" id="${control.name}-hint">${control.hint}</span>` : nothing}</label>
  </div></div>`;
}

/** A role or a person. */
export function owner(app: App, control: Control<Owner | undefined>): TemplateResult {
  const options: OptionGroup[] = [
    {
      label: app.t.rolesGroup,
      options: app.labels.roles.map(({ id }) => ({ value: `role:${id}`, label: app.ownerName({ role: id }) })),
    },
    {
      label: app.t.peopleGroup,
      options: app.all('person').map(({ id, name = '' }) => ({ value: `person:${id}`, label: name })),
    },
  ];
  const { value } = control;
  return select(app, {
    ...control,
    value: !value ? '' : 'role' in value ? `role:${value.role}` : `person:${value.person}`,
    set: (word) => control.set(ownerFrom(word)),
    options,
  });
}

function ownerFrom(word: string): Owner | undefined {
  const [kind, id] = word.split(/:(.*)/s);
  if (!id) return undefined;
  return kind === 'role' ? { role: id } : { person: id };
}

function frame(app: App, control: Described, input: TemplateResult): TemplateResult {
  return html`<div class="field ${errorOf(app, control) ? 'has-error' : ''}">
    <label for=${control.name}>${labelOf(app, control)}</label>
    ${hintAndError(app, control)}
    ${input}
  </div>`;
}

type Described = Pick<Control<unknown>, 'name' | 'label' | 'hint' | 'error' | 'optional'>;

const labelOf = (app: App, { label, optional }: Described) => (optional ? app.t.optional(String(label)) : label);

function hintAndError(app: App, control: Described): unknown {
  const error = errorOf(app, control);
  return [
    control.hint ? html`<p class="hint" id="${control.name}-hint">${control.hint}</p>` : nothing,
    error ? html`<p class="field-error" id="${control.name}-error">${error}</p>` : nothing,
  ];
}

function errorOf(app: App, { name, error }: Described): string | undefined {
  if (error || !app.refusal) return error;
  const problem = refusalProblems(app).find((problem) => problem.name === name);
  return problem && sentence(problem.message);
}

const invalid = (app: App, control: Described) => (errorOf(app, control) ? 'true' : nothing);

function described(app: App, control: Described): unknown {
  const ids = [
    control.hint ? `${control.name}-hint` : '',
    errorOf(app, control) ? `${control.name}-error` : '',
  ].filter(Boolean);
  return ids.length ? ids.join(' ') : nothing;
}

export const textOf = (event: Event) =>
  (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;
