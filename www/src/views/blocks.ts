import { html, nothing, type TemplateResult } from 'lit';
import { scrolling } from '../parts.ts';
import type { Answer } from '../protocol.ts';

type Block = Answer<'render'>['blocks'][number];
type Inline = Extract<Block, { type: 'paragraph' }>['content'][number];

/**
 * Draws the blocks of a document: the same that the writers for Word, HTML and Markdown read. Text only ever
 * reaches the page as text, never as markup.
 */
export function blocks(list: readonly Block[]): TemplateResult[] {
  return list.map(block);
}

function block(block: Block): TemplateResult {
  switch (block.type) {
    case 'heading':
      return heading(block.level, block.id, inlines(block.content));
    case 'paragraph':
      return html`<p>${inlines(block.content)}</p>`;
    case 'list':
      return block.start == null
        ? html`<ul>${items(block.items)}</ul>`
        : html`<ol start=${block.start}>${items(block.items)}</ol>`;
    case 'table':
      return table(block);
    case 'quote':
      return html`<blockquote>${blocks(block.blocks)}</blockquote>`;
    case 'note':
      return html`<div class="note note-${block.kind}" role="note">${blocks(block.blocks)}</div>`;
    case 'code':
      return html`<pre><code>${block.text}</code></pre>`;
    case 'rule':
    case 'pageBreak':
      return html`<hr class=${block.type} />`;
  }
}

const items = (list: Block[][]) => list.map((item) => html`<li>${blocks(item)}</li>`);

/** Below the view's own `h1` and the preview's `h2`, so a section (level 2) becomes an `h3`. */
function heading(level: number, id: string, content: unknown): TemplateResult {
  const anchor = sectionAnchor(id);
  if (level <= 2) return html`<h3 id=${anchor} tabindex="-1">${content}</h3>`;
  if (level === 3) return html`<h4 id=${anchor} tabindex="-1">${content}</h4>`;
  return html`<h5 id=${anchor} tabindex="-1">${content}</h5>`;
}

/** The element id of a section in the preview. */
export const sectionAnchor = (id: string) => `section-${id}`;

function table(table: Extract<Block, { type: 'table' }>): TemplateResult {
  const caption = table.caption ? inlines(table.caption) : nothing;
  const label = table.caption ? plain(table.caption) : table.columns.map(({ title }) => plain(title)).join(', ');
  return scrolling(label, html`<table>
      ${table.caption ? html`<caption>${caption}</caption>` : nothing}
      <thead><tr>${table.columns.map((column) => html`<th scope="col" class="align-${column.align}">${inlines(column.title)}</th>`)}</tr></thead>
      <tbody>${table.rows.map((row) => html`<tr>${row.map((cell, at) => html`<td class="align-${table.columns[at]?.align ?? 'start'}">${inlines(cell)}</td>`)}</tr>`)}</tbody>
    </table>`);
}

function inlines(content: readonly Inline[]): unknown[] {
  return content.map(inline);
}

function inline(inline: Inline): unknown {
  switch (inline.type) {
    case 'text':
      return inline.text;
    case 'strong':
      return html`<strong>${inlines(inline.content)}</strong>`;
    case 'emphasis':
      return html`<em>${inlines(inline.content)}</em>`;
    case 'code':
      return html`<code>${inline.text}</code>`;
    case 'link':
      return html`<a href=${inline.href} rel="noopener noreferrer" target="_blank">${inlines(inline.content)}</a>`;
    case 'reference':
      return inlines(inline.content);
    case 'gap':
      return html`<mark class="gap">[${inline.text}]</mark>`;
    case 'break':
      return html`<br />`;
  }
}

/** The text of inline content without its markup. */
export function plain(content: readonly Inline[]): string {
  return content
    .map((part) => ('text' in part ? part.text : 'content' in part ? plain(part.content) : ' '))
    .join('');
}
