/**
 * Templates for other engines, made from ours: the same words, loops and conditions in the same places. What an
 * expression of ours would ask the catalogue or the workspace for is looked up in plain data here, already escaped.
 */
import assert from 'node:assert/strict';
import { Liquid } from 'liquidjs';
import nunjucks from 'nunjucks';

/** Our comments and theirs: a heading's id begins with `{#`. */
export const NUNJUCKS = { autoescape: false, trimBlocks: true, lstripBlocks: true, tags: { commentStart: '{##', commentEnd: '##}' } };

/** A template with its data, its loops so long that the text is as long as `length` where it has loops. */
export function lowered({ document, text }, length, facts) {
  const draft = lower(text, facts);
  const size = (rows) => rendered(draft.source, repeat(draft, rows)).length;
  let rows = 1;
  while (draft.lists.length > 0 && rows < 400 && size(rows + 1) <= length) rows += 1;
  const data = repeat(draft, rows);
  const result = { document, source: draft.source, data, output: rendered(draft.source, data) };
  const squeeze = (output) => output.replace(/\s+/g, '');
  const other = new Liquid().parseAndRenderSync(liquid(draft.source), data);
  assert.equal(squeeze(other), squeeze(result.output), document);
  return result;
}

/** The one difference between the two dialects, as far as it is used here. */
export const liquid = (source) => source.replaceAll('{% elif ', '{% elsif ');

const rendered = (source, data) => nunjucks.compile(source, new nunjucks.Environment(null, NUNJUCKS)).render(data);

const repeat = ({ values, lists }, rows) => ({
  ...values,
  ...Object.fromEntries(lists.map(({ name, item }) => [name, Array.from({ length: rows }, () => item)])),
});

function lower(text, facts) {
  const values = {};
  const lists = [];
  const loops = [];
  let names = 0;
  /** Keeps a value where the place can reach it: in the item of the innermost loop, or at the top. */
  const keep = (value) => {
    const name = `x${(names += 1)}`;
    const loop = loops.at(-1);
    (loop ? loop.item : values)[name] = value;
    return loop ? `${loop.variable}.${name}` : name;
  };
  const enter = (variable) => {
    // An inner list is an item's own, and of fixed length: ours are short there.
    const item = {};
    const list = loops.length > 0 ? keep([item, item]) : `x${(names += 1)}`;
    if (loops.length === 0) lists.push({ name: list, item });
    loops.push({ variable, item });
    return `{% for ${variable} in ${list} %}`;
  };
  const leave = () => {
    loops.pop();
    return '{% endfor %}';
  };
  const print = (code) => {
    if (!/^(table|cards)\(/.test(code)) return `{{ ${keep(valueOf(code))} }}`;
    const row = enter('row');
    const cells = Array.from({ length: 6 }, () => `{{ ${keep(valueOf(''))} }}`);
    return `${row}\n| ${cells.join(' | ')} |\n${leave()}\n`;
  };
  const tag = (code) => {
    const [word] = code.split(/\s+/, 1);
    const rest = code.slice(word.length).trim();
    if (word === 'if' || word === 'elif') return `{% ${word} ${keep(holds(rest, facts))} %}`;
    if (word === 'for') return enter(rest.split(/\s+/, 1)[0].replace(',', ''));
    if (word === 'endfor') return leave();
    return word === 'set' ? '' : `{% ${code} %}`;
  };
  const source = text
    .replace(/\{##.*?##\}/gs, '')
    .replace(/\{\{(.*?)\}\}|\{%(.*?)%\}/gs, (_, printed, code) => (printed === undefined ? tag(code.trim()) : print(printed.trim())));
  return { source, values, lists };
}

/** A text as long as what our function gives. */
function valueOf(code) {
  if (/^role\(/i.test(code)) return 'the head of information security';
  if (/^param\(/.test(code)) return '90 days';
  if (/^doc\(/.test(code)) return 'Incident response policy';
  if (/^open\(/.test(code)) return '';
  return /^organisation/.test(code) ? 'Vlnovec Metal' : 'Production planning';
}

/** What a condition comes to: facts by the organisation's answers, the rest as in a large organisation. */
function holds(code, facts) {
  const script = code
    .replace(/"[^"]*"/g, '1')
    .replace(/facts\.(\w+)/g, (_, id) => ` ${facts[id] ?? true} `)
    .replace(/held_by_one\([^)]*\)|organisation\.small|loop\.\w+/g, ' false ')
    .replace(/\bnot\b/g, '!').replace(/\band\b/g, '&&').replace(/\bor\b/g, '||')
    .replace(/\|\s*\w+(\([^)]*\))?/g, '')
    .replace(/\b(?!true\b|false\b)[a-z_][\w.]*(\([^()]*\))?(\.\w+)*/gi, ' true ');
  try {
    return Boolean(new Function(`return (${script});`)());
  } catch {
    return true;
  }
}
