/** The npm package as a stranger uses it: the README's example in a folder of its own. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

test('the example in the README runs in Node and says what the answer changed', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'annexa-package-'));
  context.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'pkg'), join(folder, 'node_modules/annexa'));
  const [, example] = /```js\n([^]*?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'));
  assert.match(example, /from "annexa"/);
  writeFileSync(join(folder, 'example.mjs'), example);
  const printed = execFileSync('node', ['example.mjs'], { cwd: folder, encoding: 'utf8' });
  assert.match(printed, /A\.8\.28: \w+/);
});

test('the package has the version of the crate', () => {
  const version = (file, pattern) => pattern.exec(readFileSync(join(ROOT, file), 'utf8'))[1];
  assert.equal(version('www/npm/package.json', /"version": "(.+)"/), version('Cargo.toml', /^version = "(.+)"/m));
});
