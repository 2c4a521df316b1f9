import { html, nothing, type TemplateResult } from 'lit';
import type { ControlDetail, ControlState, Evidence, Flip, InputChange, Reason } from '../api.ts';
import { date, field, owner, radios, select, textarea } from '../forms.ts';
import { day, today } from '../format.ts';
import type texts from '../i18n/en/controls.ts';
import { backLink, heading, notice } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { decisionBadge, statusOptions } from './controls.ts';

type Texts = typeof texts;

/** One control: the decision, why, what would change it, and how it is done here. */
export function controlView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('controls');
  const { id } = app.route;
  if (!app.labels.controls.some((control) => control.id === id)) {
    return html`${backLink(link('controls'), t.control.back)}${heading(t.control.missing)}`;
  }
  const detail = app.workspace.control(id);
  const { explanation } = detail;
  return html`${backLink(link('controls'), t.control.back)}
    ${heading(`${id} ${detail.title}`)}
    <p>${decisionBadge(t, { verdict: explanation })} ${decisionWords(t, detail)}</p>
    <h2>${t.control.why}</h2>
    <ul>${explanation.reasons.map((reason) => reasonItem(app, t, reason))}</ul>
    ${explanation.against.length
      ? html`<h2>${t.control.against}</h2><ul>${explanation.against.map((reason) => reasonItem(app, t, reason))}</ul>`
      : nothing}
    ${whatIf(app, t, explanation.flips)}
    ${explanation.outcome === 'included' ? implementation(app, t, id) : nothing}
    ${override(app, t, id, detail)}
    ${documents(app, t, detail)}
    ${neighbours(app, t, id)}`;
}

function decisionWords(t: Texts, { explanation }: ControlDetail): string {
  if (explanation.toConfirm) return t.control.isToConfirm;
  return explanation.outcome === 'included' ? t.control.isIncluded : t.control.isExcluded;
}

function reasonItem(app: App, t: Texts, reason: Reason): TemplateResult {
  const words = t.control.reason;
  switch (reason.kind) {
    case 'risk':
      return html`<li>${words.risk(reason.number)}<a href=${link('risks', reason.id)}>${reason.title}</a></li>`;
    case 'duty':
      return html`<li>${words[reason.basis]}<a href=${link('obligations', reason.id)}>${reason.title}</a></li>`;
    case 'person':
      return html`<li>${words.person(reason.include, reason.by, day(reason.on, app.texts.locale))}${reason.text}</li>`;
    case 'expected':
      return html`<li>${words.expected}${reason.text}</li>`;
    case 'open':
      return html`<li>${words.open}${reason.text} ${questions(app, t.control.openQuestions, reason.questions)}</li>`;
    default:
      return html`<li>${words[reason.kind]}${reason.text} ${questions(app, t.control.answers, reason.questions)}</li>`;
  }
}

function questions(app: App, label: string, ids: readonly string[]): TemplateResult {
  return html`<br /><span class="small">${label} ${ids.map((id, at) => html`${at ? '; ' : ''}${question(app, id)}`)}</span>`;
}

const question = (app: App, id: string) =>
  html`<a href=${link('questions', id)}>${app.workspace.question(id).text}</a>`;

function whatIf(app: App, t: Texts, flips: readonly Flip[]): unknown {
  const [first] = flips;
  if (!first) return nothing;
  const change = (one: InputChange) => inputChange(app, t, one);
  return html`<h2>${t.control.change}</h2>
    <p>${t.control.changeTo(first.outcome === 'included')}</p>
    <ul>${flips.map(({ changes }) => html`<li>${changes.map((one, at) => html`${at ? t.control.and : ''}${change(one)}`)}</li>`)}</ul>`;
}

function inputChange(app: App, t: Texts, change: InputChange): unknown {
  const words = t.control.flip;
  switch (change.kind) {
    case 'answer':
      return html`${words.answer(change.to)}${question(app, change.question)}`;
    case 'releaseRisk':
      return html`${words.releaseRisk(change.number)}<a href=${link('risks', change.id)}>${change.title}</a>`;
    case 'releaseDuty':
      return html`${words.releaseDuty}<a href=${link('obligations', change.id)}>${change.title}</a>`;
    case 'decide':
      return words.decide(change.include);
    default:
      return words[change.kind];
  }
}

const stateOf = (app: App, id: string): ControlState => app.get('control', id) ?? { control: id };

function override(app: App, t: Texts, id: string, detail: ControlDetail): TemplateResult {
  const words = t.control;
  const decided = detail.state?.override;
  const fresh = { include: undefined as 'yes' | 'no' | undefined, by: app.prefs.name, on: today(), reason: '', missing: false };
  const draft = app.state(`override ${id}`, () => fresh);
  const set = (change: Partial<typeof fresh>) => {
    Object.assign(draft, change);
    app.update();
  };
  const decide = (event: Event) => {
    event.preventDefault();
    set({ missing: draft.include === undefined });
    if (draft.include === undefined) return;
    const { by, on, reason } = draft;
    app.put({ control: { ...stateOf(app, id), override: { include: draft.include === 'yes', by, on, reason } } });
  };
  if (decided) {
    return html`<h2>${words.override}</h2><p><button type="button" ?disabled=${app.readonly}
      @click=${() => app.put({ control: { ...stateOf(app, id), override: undefined } })}>${words.withdraw}</button></p>`;
  }
  return html`<h2>${words.override}</h2>
    <p>${words.overrideIntro}</p>
    <form @submit=${decide} novalidate>
      ${radios<'yes' | 'no'>(app, {
        name: 'control.override.include',
        label: words.decision,
        value: draft.include,
        options: [{ value: 'yes', label: words.include }, { value: 'no', label: words.exclude }],
        error: draft.missing ? words.choose : undefined,
        set: (include) => set({ include }),
      })}
      ${draft.include === 'no' ? plausibility(t, detail) : nothing}
      ${field(app, { name: 'control.override.by', label: words.by, hint: words.byHint, value: draft.by, set: (by) => set({ by }) })}
      ${date(app, { name: 'control.override.on', label: words.on, value: draft.on, set: (on) => set({ on }) })}
      ${textarea(app, {
        name: 'control.override.reason',
        label: words.because,
        hint: words.becauseHint,
        value: draft.reason,
        set: (reason) => set({ reason }),
      })}
      <p><button type="submit" class="primary" ?disabled=${app.readonly}>${words.decide}</button></p>
    </form>`;
}

/** What an auditor would say to an exclusion. */
function plausibility(t: Texts, { plausibility: how, excludableWhen, explanation }: ControlDetail): TemplateResult {
  const called = explanation.reasons.some(({ kind }) => kind === 'risk' || kind === 'duty');
  return notice(how === 'none' || called ? 'bad' : 'warn', '', html`<p>${t.control.plausibility[how]}</p>
    ${how === 'none' ? nothing : html`<p>${t.control.credible(excludableWhen)}</p>`}
    ${called ? html`<p>${t.control.risksPoint}</p>` : nothing}`);
}

function implementation(app: App, t: Texts, id: string): TemplateResult {
  const words = t.control;
  const state = stateOf(app, id);
  const put = (change: Partial<ControlState>) => app.put({ control: { ...stateOf(app, id), ...change } });
  return html`<h2>${words.implementation}</h2>
    ${select(app, {
      name: 'control.status',
      label: words.status,
      value: state.status ?? '',
      empty: t.controls.noStatus,
      options: statusOptions(t),
      set: (status) => put({ status: status || undefined }),
    })}
    ${owner(app, { name: 'control.owner', label: words.owner, value: state.owner ?? undefined, set: (who) => put({ owner: who }) })}
    ${state.status === 'planned' || state.status === 'partly'
      ? date(app, { name: 'control.due', label: words.due, value: state.due ?? '', set: (due) => put({ due: due || undefined }) })
      : nothing}
    ${textarea(app, {
      name: 'control.description',
      label: words.description,
      hint: words.descriptionHint,
      value: state.description ?? '',
      set: (description) => put({ description }),
    })}
    ${evidence(app, t, state.evidence ?? [], (list) => put({ evidence: list }))}`;
}

function evidence(app: App, t: Texts, list: readonly Evidence[], set: (list: Evidence[]) => void): TemplateResult {
  const words = t.control;
  const change = (at: number, part: Partial<Evidence>) =>
    set(list.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const item = (one: Evidence, at: number) => html`<fieldset class="field">
    <legend>${words.evidenceN(at + 1)}</legend>
    ${field(app, { name: `evidence.${at}.title`, label: words.evidenceTitle, value: one.title, set: (title) => change(at, { title }) })}
    ${field(app, { name: `evidence.${at}.place`, label: words.evidencePlace, value: one.place ?? '', set: (place) => change(at, { place }) })}
    ${date(app, { name: `evidence.${at}.on`, label: words.evidenceOn, value: one.on ?? '', set: (on) => change(at, { on: on || undefined }) })}
    <button type="button" ?disabled=${app.readonly} @click=${() => set(list.filter((_, place) => place !== at))}>
      ${words.remove}<span class="visually-hidden"> ${words.evidenceN(at + 1)}</span></button>
  </fieldset>`;
  return html`<h3>${words.evidence}</h3>
    <p>${words.evidenceIntro}</p>
    ${list.map(item)}
    <p><button type="button" ?disabled=${app.readonly} @click=${() => set([...list, { title: '' }])}>${words.addEvidence}</button></p>`;
}

function documents(app: App, t: Texts, detail: ControlDetail): TemplateResult {
  const name = (id: string) => app.labels.documents.find((label) => label.id === id)?.name ?? id;
  return html`<h2>${t.control.documents}</h2>
    ${detail.documents.length
      ? html`<ul>${detail.documents.map((id) => html`<li><a href=${link('documents', id)}>${name(id)}</a></li>`)}</ul>`
      : html`<p>${t.control.noDocuments}</p>`}`;
}

/** The controls before and after this one, for going through them in turn. */
function neighbours(app: App, t: Texts, id: string): TemplateResult {
  const { controls } = app.labels;
  const at = controls.findIndex((control) => control.id === id);
  const to = (place: number, label: string) => {
    const control = controls[place];
    return control ? html`<a href=${link('controls', control.id)}>${label}: ${control.id} ${control.title}</a>` : nothing;
  };
  return html`<nav class="actions" aria-label=${t.control.others}>
    ${to(at - 1, t.control.previous)}${to(at + 1, t.control.next)}
  </nav>`;
}
