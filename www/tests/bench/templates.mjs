/**
 * P5: parse and render of 45 templates of average size, first call in a fresh page: the documents module beside
 * nunjucks and liquidjs, in one Chromium, on the main thread. What is compared: docs/performance.md.
 *
 * cargo xtask bench templates, or: CHROME=… node tests/bench/templates.mjs [rounds]
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { chromium } from 'playwright-core';
import { NUNJUCKS, liquid, lowered } from './lower.mjs';

const WWW = new URL('../../', import.meta.url);
const TODAY = '2026-11-24';
const COUNT = 45;
const WARM = 10;
/** `annexa` hands each document over as objects, as the page gets it; `annexa, kept` leaves it in the module. */
const ENGINES = ['annexa', 'annexa, kept', 'nunjucks', 'liquidjs'];
const SCRIPTS = { nunjucks: 'nunjucks/browser/nunjucks.js', liquidjs: 'liquidjs/dist/liquid.browser.umd.js' };
const rounds = Number(process.argv[2] ?? 5);
const read = (path) => readFileSync(new URL(path, WWW));

const whole = JSON.parse(read('public/packs/templates.en.json'));
const templates = averageOnes();
const snapshot = read('../content/examples/manufacturer.json').toString();
const pack = packOf(templates);
const browser = await chromium.launch({
  executablePath: process.env.CHROME,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const lengths = await ourLengths();
  const { answers } = JSON.parse(snapshot).data;
  const facts = Object.fromEntries(answers.map(({ question, value }) => [question, value !== 'no']));
  const peers = templates.map((template) => lowered(template, lengths[template.document], facts));
  const times = Object.fromEntries(ENGINES.map((engine) => [engine, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const engine of ENGINES) times[engine].push(await measure(engine, peers));
  }
  report(times, peers, lengths);
} finally {
  await browser.close();
}

/** The templates whose size is nearest to the mean of all, in the order of the pack. */
function averageOnes() {
  const all = Object.entries(whole.templates).map(([document, { text }]) => ({ document, text }));
  const mean = all.reduce((sum, { text }) => sum + text.length, 0) / all.length;
  const distance = ({ text }) => Math.abs(text.length - mean);
  const nearest = new Set([...all].sort((a, b) => distance(a) - distance(b)).slice(0, COUNT));
  return all.filter((template) => nearest.has(template));
}

/** A pack of these templates only. */
function packOf(some) {
  const entries = Object.fromEntries(some.map(({ document }) => [document, whole.templates[document]]));
  const sha256 = createHash('sha256').update(JSON.stringify(entries)).digest('hex');
  return JSON.stringify({ ...whole, sha256, templates: entries });
}

/** A page with nothing in it; what it asks for comes from the working tree. */
async function blankPage() {
  const context = await browser.newContext();
  const page = await context.newPage();
  const types = { js: 'text/javascript', wasm: 'application/wasm' };
  await page.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname;
    const contentType = types[path.split('.').pop()] ?? 'text/html';
    return route.fulfill({ contentType, body: path === '/' ? '<!doctype html><title>bench</title>' : read(`.${path}`) });
  });
  await page.goto('http://127.0.0.1:9/');
  return { page, context };
}

/** Puts `bench` into a page: reads its input from texts, parses and renders everything, gives the texts' length. */
async function install(page, engine, peers) {
  if (engine.startsWith('annexa')) {
    const ids = templates.map(({ document }) => document);
    return page.evaluate(async ({ snapshot, pack, ids, today, method }) => {
      const { default: start, Documents, installTexts } = await import('/pkg/documents/annexa.js');
      await start({ module_or_path: fetch('/pkg/documents/annexa_bg.wasm') });
      installTexts(new Uint8Array(await (await fetch('/public/packs/prose.en.txt')).arrayBuffer()));
      const bytes = (text) => new TextEncoder().encode(text);
      const [saved, packed] = [bytes(snapshot), bytes(pack)];
      globalThis.Documents = Documents;
      globalThis.bench = () => {
        const documents = new Documents(saved, packed);
        const opened = performance.now();
        globalThis.last = documents;
        for (const id of ids) documents[method](id, today);
        return opened;
      };
    }, { snapshot, pack, ids, today: TODAY, method: engine === 'annexa' ? 'render' : 'state' });
  }
  await page.addScriptTag({ url: `/node_modules/${SCRIPTS[engine]}` });
  const sources = peers.map(({ source, data }) => [engine === 'liquidjs' ? liquid(source) : source, data]);
  await page.evaluate(({ engine, input, options }) => {
    globalThis.bench = () => {
      const list = JSON.parse(input);
      const opened = performance.now();
      const ours = engine === 'nunjucks' ? new globalThis.nunjucks.Environment(null, options) : new globalThis.liquidjs.Liquid();
      for (const [source, data] of list) {
        if (engine === 'nunjucks') globalThis.nunjucks.compile(source, ours).render(data);
        else ours.parseAndRenderSync(source, data);
      }
      return opened;
    };
  }, { engine, input: JSON.stringify(sources), options: NUNJUCKS });
}

/** Milliseconds of the main thread's CPU and of the clock: the first call, and the best of the calls after it. */
async function measure(engine, peers) {
  const { page, context } = await blankPage();
  await install(page, engine, peers);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const thread = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ThreadTime').value * 1000;
  };
  const once = async () => {
    const before = await thread();
    const { wall, open } = await page.evaluate(() => {
      const start = performance.now();
      const opened = globalThis.bench();
      return { wall: performance.now() - start, open: opened - start };
    });
    return { cpu: (await thread()) - before, wall, open };
  };
  const first = await once();
  const later = [];
  for (let call = 0; call < WARM; call += 1) later.push((await once()).cpu);
  await context.close();
  return { ...first, warm: later.reduce((sum, cpu) => sum + cpu, 0) / WARM };
}

/** How long our Markdown is, without its head and the lists that every document ends with. */
async function ourLengths() {
  const { page, context } = await blankPage();
  await install(page, 'annexa');
  const ids = templates.map(({ document }) => document);
  const lengths = await page.evaluate(({ ids, today }) => {
    globalThis.bench();
    const body = (id) => {
      const text = new TextDecoder().decode(globalThis.last.file(id, 'markdown', today));
      return text.replace(/^---\n.*?\n---\n/s, '').split(/^## (?:[\d.]+ )?(?:Records|Related documents)\b/m)[0];
    };
    return Object.fromEntries(ids.map((id) => [id, body(id).length]));
  }, { ids, today: TODAY });
  await context.close();
  return lengths;
}

function report(times, peers, lengths) {
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  console.log(`${cpus()[0].model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}; Chromium ${browser.version()}`);
  console.log(`${COUNT} templates, ${sum(templates.map(({ text }) => text.length))} characters, ${rounds} rounds`);
  console.log(`text: ours ${sum(Object.values(lengths))}, peers ${sum(peers.map(({ output }) => output.length))} characters\n`);
  const best = (engine, key) => Math.min(...times[engine].map((time) => time[key]));
  const middle = (engine, key) => times[engine].map((time) => time[key]).sort((a, b) => a - b)[Math.floor(rounds / 2)];
  console.log('| engine | first, CPU: best (median) | first, clock: best | of which reading the input | later calls, CPU |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const engine of ENGINES) {
    const shown = ['wall', 'open', 'warm'].map((key) => best(engine, key).toFixed(1));
    const cpu = `${best(engine, 'cpu').toFixed(1)} (${middle(engine, 'cpu').toFixed(1)})`;
    console.log(`| ${engine} | ${cpu} | ${shown.join(' | ')} |`);
  }
  for (const engine of ENGINES.slice(2)) {
    const times = ['cpu', 'warm'].map((key) => (best(engine, key) / best('annexa', key)).toFixed(2));
    console.log(`\n${engine} takes ${times[0]} times as long on the first call, ${times[1]} on later ones`);
  }
}
