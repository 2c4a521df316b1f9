import { html, type TemplateResult } from 'lit';
import { heading } from '../parts.ts';
import type { App } from '../store.ts';

/** The module did not arrive whole. */
export function damagedView(app: App): TemplateResult {
  return html`${heading(app.t.errors.title)}<p>${app.t.errors.damaged}</p>
    <p><button type="button" class="primary" @click=${() => location.reload()}>${app.t.errors.retry}</button></p>`;
}
