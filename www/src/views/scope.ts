import { html, nothing, type TemplateResult } from 'lit';
import type { Interface, Scope } from '../api.ts';
import { field, lines, radios, textarea } from '../forms.ts';
import type texts from '../i18n/en/scope.ts';
import { heading } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;
type Put = (change: Partial<Scope>) => void;

/** The scope: climate decision of 4.1, statement and borders of 4.3, processes of 4.4. */
export function scopeView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('scope');
  const scope = app.get('scope') as Scope;
  const put: Put = (change) => app.put({ scope: { ...scope, ...change } });
  const next = app.workspace.overview().nextQuestion;
  return html`${heading(t.title)}<p>${t.lead}</p>
    <h2>${t.context}</h2>
    <p>${t.issues(app.all('issue').length)} <a href=${link('issues')}>${t.editIssues}</a></p>
    ${climate(app, t, scope, put)}
    <h2>${t.needs}</h2>
    <p>${t.parties(app.all('party').length)} <a href=${link('parties')}>${t.editParties}</a></p>
    <h2>${t.scope}</h2>
    ${longTexts(app, t, scope, put)}
    ${interfaces(app, t, scope.interfaces ?? [], (interfaces) => put({ interfaces }))}
    ${lines(app, {
      name: 'scope.processes',
      label: t.processes,
      hint: t.processesHint,
      value: scope.processes ?? [],
      set: (processes) => put({ processes: [...processes] }),
    })}
    <p class="actions"><a class="button primary" href=${link('questions', next ?? '')}>${t.next}</a></p>`;
}

function climate(app: App, t: Texts, scope: Scope, put: Put): TemplateResult {
  const decision = scope.climate;
  return html`${radios<'yes' | 'no'>(app, {
    name: 'scope.climate.relevant',
    label: t.climate,
    hint: t.climateHint,
    value: decision ? (decision.relevant ? 'yes' : 'no') : undefined,
    options: [
      { value: 'yes', label: t.climateYes },
      { value: 'no', label: t.climateNo },
    ],
    set: (answer) => put({ climate: { ...decision, relevant: answer === 'yes' } }),
  })}
  ${decision
    ? textarea(app, {
        name: 'scope.climate.reason',
        label: t.climateReason,
        hint: t.climateReasonHint,
        value: decision.reason ?? '',
        set: (reason) => put({ climate: { ...decision, reason } }),
      })
    : nothing}`;
}

function longTexts(app: App, t: Texts, scope: Scope, put: Put): TemplateResult[] {
  const hints: Partial<Record<TextName, string>> = { statement: t.statementHint, exclusions: t.exclusionsHint };
  return TEXTS.map((name) =>
    textarea(app, {
      name: `scope.${name}`,
      label: t[name],
      hint: hints[name],
      value: scope[name] ?? '',
      set: (text) => put({ [name]: text }),
    }),
  );
}

const TEXTS = ['statement', 'activities', 'systems', 'exclusions'] as const;
type TextName = (typeof TEXTS)[number];

function interfaces(app: App, t: Texts, list: readonly Interface[], put: (list: Interface[]) => void): TemplateResult {
  const change = (at: number, change: Partial<Interface>) => put(list.map((one, i) => (i === at ? { ...one, ...change } : one)));
  return html`<fieldset>
    <legend>${t.interfaces}</legend>
    <p class="hint">${t.interfacesHint}</p>
    ${list.map((one, at) => html`<fieldset class="card">
      <legend>${t.interface(at + 1)}</legend>
      ${field(app, {
        name: `scope.interfaces.${at}.with`,
        label: t.with,
        value: one.with,
        set: (value) => change(at, { with: value }),
      })}
      ${textarea(app, {
        name: `scope.interfaces.${at}.what`,
        label: t.what,
        value: one.what,
        set: (what) => change(at, { what }),
      })}
      <button type="button" ?disabled=${app.readonly}
        @click=${() => put(list.filter((_, i) => i !== at))}>${t.removeInterface(at + 1)}</button>
    </fieldset>`)}
    <button type="button" ?disabled=${app.readonly}
      @click=${() => put([...list, { with: '', what: '' }])}>${t.addInterface}</button>
  </fieldset>`;
}
