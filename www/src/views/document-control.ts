import { html, nothing, type TemplateResult } from 'lit';
import type { Approval } from '../api.ts';
import { date, field, owner } from '../forms.ts';
import { day, today } from '../format.ts';
import { errorSummary, notice, scrolling, type Problem } from '../parts.ts';
import { isRefusal } from '../api.ts';
import { answered, trouble } from './answers.ts';
import type { Form } from './document.ts';

/** Who answers for the document, and how it is marked. */
export function documentControl({ app, t, id, detail, state, change }: Form): TemplateResult {
  const name = app.labels.documents.find((label) => label.id === id)?.name ?? '';
  const line = (key: 'title' | 'author' | 'classification' | 'version', label: string, hint?: string) =>
    field(app, { name: `document.${key}`, label, hint, value: state[key] ?? '', set: (text) => change({ [key]: text }) });
  const title = line('title', t.document.ownTitle, t.document.ownTitleHint(name));
  // A chapter has a title; the rest is that of the document in which it stands.
  if (detail.home) return title;
  return html`${title}
    ${owner(app, { name: 'document.owner', label: t.document.owner, value: state.owner ?? undefined, set: (owner) => change({ owner }) })}
    ${line('author', t.document.author)}
    ${line('classification', t.document.classification, t.document.classificationHint)}
    ${line('version', t.document.version, t.document.versionHint)}`;
}

interface Draft {
  by: string;
  role: string;
  on: string;
  change: string;
  problems: Problem[];
}

/** Approving freezes the text as it is now; what was approved before stays. */
export function approval(form: Form): TemplateResult {
  const { app, t, id, state } = form;
  const status = answered(app, 'state', id, today());
  const { value } = status;
  return html`<p>${t.document.approvalIntro}</p>
    ${status.error ? trouble(app, status) : nothing}
    ${value ? standing(form, value.differs) : nothing}
    ${value?.openPoints.length
      ? html`<p>${t.document.blocked}</p><ul>${value.openPoints.map((point) => html`<li>${point}</li>`)}</ul>`
      : nothing}
    ${value && !value.openPoints.length && (value.differs || !state.approvals?.length) ? approve(form, value.version) : nothing}
    ${state.approvals?.length ? approvals(form, state.approvals) : nothing}`;
}

function standing({ t, state }: Form, differs: boolean): unknown {
  const last = state.approvals?.at(-1);
  if (!last) return nothing;
  return differs
    ? notice('warn', '', html`<p>${t.document.differs(last.version)}</p>`)
    : notice('good', '', html`<p>${t.document.same(last.version)}</p>`);
}

function approve(form: Form, version: string): TemplateResult {
  const { app, t, id } = form;
  const draft = app.state<Draft>(`approval:${id}`, () => ({ by: '', role: '', on: today(), change: '', problems: [] }));
  const set = (part: Partial<Draft>) => void Object.assign(draft, part);
  const submit = (event: Event) => {
    event.preventDefault();
    draft.problems = missing(form, draft);
    if (draft.problems.length) app.update();
    else void freeze(form, draft);
  };
  const error = (name: string) => draft.problems.find((problem) => problem.name === name)?.message;
  const line = (key: 'by' | 'role' | 'change', label: string) => {
    const name = `approval.${key}`;
    return field(app, { name, label, value: draft[key], error: error(name), set: (text) => set({ [key]: text }) });
  };
  return html`<form @submit=${submit} novalidate>
    ${draft.problems.length ? errorSummary(app, draft.problems) : nothing}
    <p>${t.document.approvedVersion}: <strong>${version}</strong></p>
    ${line('by', t.document.approver)}
    ${line('role', t.document.approverRole)}
    ${date(app, { name: 'approval.on', label: t.document.approvedOn, value: draft.on, error: error('approval.on'), set: (on) => set({ on }) })}
    ${line('change', t.document.change)}
    <p class="actions"><button class="primary" ?disabled=${app.readonly}>${t.document.approve}</button></p>
  </form>`;
}

function missing({ t }: Form, { by, role, on }: Draft): Problem[] {
  const wanted: [string, string, string][] = [
    ['approval.by', by, t.document.byMissing],
    ['approval.role', role, t.document.roleMissing],
    ['approval.on', on, t.document.onMissing],
  ];
  return wanted.filter(([, value]) => !value.trim()).map(([name, , message]) => ({ name, message }));
}

/** The module writes the text that is frozen; the page only puts it where it belongs. */
async function freeze({ app, id, change }: Form, draft: Draft): Promise<void> {
  try {
    const { version, text, sha256 } = await app.documents.ask('freeze', id, today());
    const state = app.get('document', id) ?? { document: id };
    const approved: Approval = { version, text, sha256, by: draft.by, role: draft.role, on: draft.on, change: draft.change, author: state.author };
    app.reset(`approval:${id}`);
    change({ approvals: [...(state.approvals ?? []), approved], version: '' });
  } catch (error) {
    const findings = isRefusal(error) ? error.findings : [];
    const message = error instanceof Error ? error.message : String(error);
    draft.problems = findings.length
      ? findings.map(({ message, help }) => ({ name: '', message, help }))
      : [{ name: '', message }];
    app.update();
  }
}

function approvals({ app, t }: Form, list: Approval[]): TemplateResult {
  const { approvalColumns: columns } = t.document;
  return scrolling(t.document.approvals, html`<table>
    <caption>${t.document.approvals}</caption>
    <thead><tr>${Object.values(columns).map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
    <tbody>${list.toReversed().map((one) => html`<tr>
      <th scope="row">${one.version}</th>
      <td>${day(one.on, app.texts.language)}</td>
      <td>${one.by}${one.role ? `, ${one.role}` : nothing}</td>
      <td>${one.change}</td>
      <td><code>${one.sha256.slice(0, 16)}</code></td>
    </tr>`)}</tbody>
  </table>`);
}
