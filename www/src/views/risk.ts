import { html, nothing, type TemplateResult } from 'lit';
import type { HeatMap, Method, Risk, RiskView, ScaleStep, Score, Treatment } from '../api.ts';
import { checkbox, field, owner, radios, select, textarea } from '../forms.ts';
import { newId } from '../format.ts';
import type texts from '../i18n/en/risks.ts';
import { backLink, heading, notice } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { go } from './address.ts';
import { acceptance } from './risk-acceptance.ts';
import { actions, ownControls } from './risk-plan.ts';
import { controlPicker } from './control-picker.ts';
import { levelBadge, levelOf } from './level.ts';

type Texts = typeof texts;

/** What the parts of the form get: the risk, and a way to change some of its fields with one command. */
export interface Form {
  app: App;
  t: Texts;
  risk: Risk;
  change(part: Partial<Risk>): void;
}

/** One risk: everything about it, each edit a command. */
export function riskView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('risks');
  const { id } = app.route;
  if (id === 'new') return newRisk(app, t);
  const view = find(app, id);
  return html`${backLink(link('risks'), t.risk.back)}${view ? form(app, t, view) : missing(t)}`;
}

/** Something that cannot be an id is as little there as one that was removed. */
function find(app: App, id: string): RiskView | undefined {
  return /^[\w.-]{1,40}$/.test(id) ? app.workspace.risk(id) : undefined;
}

function missing(t: Texts): TemplateResult {
  return html`${heading(t.risk.missingTitle)}<p>${t.risk.missing}</p>`;
}

function newRisk(app: App, t: Texts): TemplateResult {
  const draft = app.state('new-risk', () => ({ title: '' }));
  const create = (event: Event) => {
    event.preventDefault();
    const id = newId('r');
    if (app.put({ risk: { id, number: 0, title: draft.title.trim() } })) go('risks', id);
  };
  return html`${backLink(link('risks'), t.risk.back)}
    ${heading(t.risk.newTitle)}
    <form @submit=${create}>
      ${field(app, {
        name: 'risk.title',
        label: t.risk.title,
        hint: t.risk.newHint,
        value: draft.title,
        set: (title) => (draft.title = title),
      })}
      <p class="actions"><button class="primary" ?disabled=${app.readonly}>${t.risk.create}</button></p>
    </form>`;
}

function form(app: App, t: Texts, { risk, own, suggested }: RiskView): TemplateResult {
  const change = (part: Partial<Risk>) => void app.put({ risk: { ...risk, ...part } });
  const form: Form = { app, t, risk, change };
  return html`${heading(`R-${risk.number} ${risk.title || t.risks.untitled}`)}
    ${own ? nothing : notice('warn', t.risk.starter, html`<p>${t.risk.starterHelp}</p>`)}
    ${what(form)}
    ${rating(form)}
    ${treatment(form)}
    <section aria-labelledby="controls-title">
      <h2 id="controls-title">${t.risk.controls}</h2>
      <p class="hint">${t.risk.controlsHint}</p>
      ${risk.controls?.length && (!risk.treatment || risk.treatment === 'accept')
        ? html`<p class="hint">${t.risk.controlsInert}</p>`
        : nothing}
      ${controlPicker(app, t, risk.controls ?? [], suggested, (controls) => change({ controls }))}
    </section>
    ${ownControls(form)}
    ${actions(form)}
    ${acceptance(form)}
    <p class="actions">
      <button type="button" class="danger" ?disabled=${app.readonly}
        @click=${() => app.remove('risk', risk.id)}>${t.risk.removeRisk}</button>
    </p>`;
}

function what({ app, t, risk, change }: Form): TemplateResult {
  const line = (name: 'title' | 'asset' | 'assetType', label: string, hint?: string) =>
    field(app, { name: `risk.${name}`, label, hint, value: risk[name] ?? '', set: (text) => change({ [name]: text }) });
  const text = (name: 'threat' | 'vulnerability' | 'consequence', label: string, hint: string) =>
    textarea(app, { name: `risk.${name}`, label, hint, value: risk[name] ?? '', set: (text) => change({ [name]: text }) });
  return html`<h2>${t.risk.what}</h2>
    ${line('title', t.risk.title, t.risk.titleHint)}
    ${line('asset', t.risk.asset, t.risk.assetHint)}
    ${assets({ app, t, risk, change })}
    ${line('assetType', t.risk.assetType)}
    ${text('threat', t.risk.threat, t.risk.threatHint)}
    ${text('vulnerability', t.risk.vulnerability, t.risk.vulnerabilityHint)}
    ${text('consequence', t.risk.consequence, t.risk.consequenceHint)}
    <fieldset><legend>${t.risk.lost}</legend>
      ${(['confidentiality', 'integrity', 'availability'] as const).map((name) => checkbox(app, {
        name: `risk.${name}`,
        label: t.risk[name],
        value: risk[name] ?? false,
        set: (on) => change({ [name]: on }),
      }))}
    </fieldset>
    ${owner(app, {
      name: 'risk.owner',
      label: t.risk.owner,
      hint: t.risk.ownerHint,
      value: risk.owner ?? undefined,
      set: (owner) => change({ owner }),
    })}`;
}

/** Links to the inventory. */
function assets({ app, t, risk, change }: Form): TemplateResult {
  const linked = risk.assets ?? [];
  const all = app.all('asset');
  const set = (id: string, on: boolean) =>
    change({ assets: on ? [...linked, id] : linked.filter((other) => other !== id) });
  if (all.length === 0) return html`<p class="hint">${t.risk.noAssets} <a href=${link('assets')}>${t.risk.toAssets}</a></p>`;
  return html`<details class="field" ?open=${linked.length > 0}>
    <summary>${t.risk.assets} (${linked.length})</summary>
    ${all.map(({ id, name }) => checkbox(app, {
      name: `risk.assets.${id}`,
      label: name || id,
      value: linked.includes(id),
      set: (on) => set(id, on),
    }))}
  </details>`;
}

const stages = ['inherent', 'current', 'residual'] as const;
type Stage = (typeof stages)[number];

function rating(form: Form): TemplateResult {
  const { app, t, risk } = form;
  const method = app.get('method');
  if (!method) return html``;
  const map = app.workspace.heatMap();
  const before = levelOf(map, risk.inherent ?? undefined)?.points ?? Infinity;
  const raised = (levelOf(map, risk.residual ?? undefined)?.points ?? 0) > before;
  return html`<h2>${t.risk.rating}</h2>
    <p>${t.risk.ratingIntro} <a href=${link('method')}>${t.risks.method}</a></p>
    ${stages.map((stage) => scoring(form, method, map, stage))}
    ${raised ? notice('warn', '', html`<p>${t.risk.raised}</p>`) : nothing}
    <details><summary>${t.risk.stepsHelp}</summary>
      <div class="columns">
        ${scale(t.risk.likelihood, method.likelihood)}${scale(t.risk.impact, method.impact)}
      </div>
    </details>`;
}

function scale(title: string, steps: ScaleStep[]): TemplateResult {
  return html`<div><h3>${title}</h3><dl class="steps-list">${steps.map(
    ({ label, description }, at) => html`<dt>${at + 1} ${label}</dt><dd>${description}</dd>`,
  )}</dl></div>`;
}

/** A score needs both steps; one alone waits here until the other is chosen. */
function scoring({ app, t, risk, change }: Form, method: Method, map: HeatMap, stage: Stage): TemplateResult {
  const half = app.state<{ score?: Partial<Score> }>(`half:${risk.id}:${stage}`, () => ({}));
  const score: Partial<Score> = risk[stage] ?? half.score ?? {};
  const set = (part: Partial<Score>) => {
    const { likelihood, impact } = { ...score, ...part };
    half.score = { likelihood, impact };
    if (likelihood && impact) change({ [stage]: { likelihood, impact } });
    else if (risk[stage]) change({ [stage]: undefined });
    else app.update();
  };
  const steps = (name: 'likelihood' | 'impact') => select(app, {
    name: `risk.${stage}.${name}`,
    label: t.risk[name],
    hint: method[name][(score[name] ?? 0) - 1]?.description || nothing,
    value: score[name]?.toString() ?? '',
    empty: t.risk.noStep,
    set: (step) => set({ [name]: Number(step) || undefined }),
    options: method[name].map(({ label }, at) => ({ value: `${at + 1}`, label: `${at + 1} ${label}` })),
  });
  return html`<fieldset class="card rating"><legend>${t.risk.stages[stage]}</legend>
    <p class="hint">${t.risk.stageHint[stage]}</p>
    <div class="columns">${steps('likelihood')}${steps('impact')}</div>
    <p role="status"><span class="muted">${t.risk.level}:</span> ${levelBadge(t, levelOf(map, score))}</p>
  </fieldset>`;
}

const treatments: readonly Treatment[] = ['reduce', 'avoid', 'share', 'accept'];

function treatment({ app, t, risk, change }: Form): TemplateResult {
  return html`<h2>${t.risk.treatment}</h2>
    ${radios(app, {
      name: 'risk.treatment',
      label: t.risk.option,
      boxed: true,
      value: risk.treatment ?? undefined,
      set: (treatment) => change({ treatment }),
      options: treatments.map((value) => ({ value, label: t.treatment[value], hint: t.treatmentMeans[value] })),
    })}
    ${textarea(app, {
      name: 'risk.rationale',
      label: t.risk.rationale,
      hint: t.risk.rationaleHint,
      value: risk.rationale ?? '',
      set: (rationale) => change({ rationale }),
    })}`;
}
