/** Recurring parts of views. */
import { html, nothing, type TemplateResult } from 'lit';
import type { App } from './store.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'accent' | '';

/** The heading of a view; the page takes its title from it, and focus moves to it on navigation. */
export function heading(text: string): TemplateResult {
  return html`<h1 tabindex="-1">${text}</h1>`;
}

export function badge(text: string, tone: Tone = ''): TemplateResult {
  return html`<span class="badge ${tone}">${text}</span>`;
}

/** A message in the page. It is announced only if `live`. */
export function notice(tone: Tone, title: string, content: unknown, live = false): TemplateResult {
  return html`<section class="notice ${tone}" role=${live ? 'alert' : nothing}>
    ${title ? html`<h2>${title}</h2>` : nothing}${content}
  </section>`;
}

/** A line of a summary list; `change` is the address where it can be changed. */
export interface Fact {
  label: string;
  value: unknown;
  change?: string;
  note?: unknown;
}

/** Labels with values, each with a link to change it. */
export function summaryList(app: App, facts: readonly Fact[]): TemplateResult {
  return html`<dl class="summary">
    ${facts.map(({ label, value, change, note }) => html`<div>
      <dt>${label}</dt>
      <dd><span class="pre">${value || html`<span class="muted">${app.t.notSet}</span>`}</span>${note}</dd>
      ${change
        ? html`<dd><a href=${change}>${app.t.change}<span class="visually-hidden"> ${label}</span></a></dd>`
        : nothing}
    </div>`)}
  </dl>`;
}

/** What is wrong with a form: takes focus when it appears, and each line leads to its field. */
export interface Problem {
  /** The `name` of the field; empty when no single field is meant. */
  name: string;
  message: string;
  help?: string;
}

export function errorSummary(app: App, problems: readonly Problem[]): TemplateResult {
  const line = ({ name, message, help }: Problem) => {
    const text = sentence(message) + (help ? ` ${sentence(help)}` : '');
    return html`<li>${name ? html`<a href="#${name}" @click=${follow}>${text}</a>` : text}</li>`;
  };
  return html`<section class="error-summary" tabindex="-1" role="alert" aria-labelledby="error-title">
    <h2 id="error-title">${app.t.errors.title}</h2>
    <ul class="plain">${problems.map(line)}</ul>
  </section>`;
}

/** The module's messages begin in lower case and have no stop. */
export function sentence(text: string): string {
  return text ? text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.') : '';
}

/** The refused command as problems. One without findings belongs to the field that was typed into. */
export function refusalProblems(app: App): Problem[] {
  const { refusal, typed } = app;
  if (!refusal) return [];
  if (refusal.findings.length) return refusal.findings.map(({ path, ...about }) => ({ name: path, ...about }));
  // A text that is no value at all is reported with its place in the command.
  const name = typed?.name ?? refusal.path.replace(/^put\./, '');
  return [{ name, message: refusal.message, help: refusal.help }];
}

/** Hash links are routes, so a link to a field moves the focus by itself. */
function follow(event: Event): void {
  event.preventDefault();
  const link = event.currentTarget as HTMLAnchorElement;
  const root = link.getRootNode() as ShadowRoot;
  const target = root.getElementById(decodeURIComponent(link.hash.slice(1)));
  target?.focus();
}

/** A way back to the list that an entity belongs to. */
export function backLink(href: string, text: string): TemplateResult {
  return html`<p class="breadcrumb"><a href=${href}>${text}</a></p>`;
}

/** A table that scrolls by itself where the screen is narrow; reachable by keyboard, therefore named. */
export function scrolling(label: string, table: TemplateResult): TemplateResult {
  return html`<div class="scroll" role="group" aria-label=${label} tabindex="0">${table}</div>`;
}
