/** The browser dies in the middle of saving, again and again, on one profile. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fixture, start } from '../fixtures/storage.mjs';
import { killGroup, launchProfile } from '../harness.mjs';

const KILLS = Number(process.env.KILLS ?? 30);

let url;
before(async () => {
  url = await fixture();
});

/** Starts the browser on the profile, opens what is there, and saves until it is killed. */
async function round({ profile, longest }) {
  const started = await launchProfile({ profile });
  const heard = { acknowledged: 0, saves: 0, dropped: false };
  await started.page.addInitScript(tellOfDroppedData);
  started.page.on('console', (message) => {
    heard.dropped ||= message.text() === DROPPED;
    const [, edits] = /^acknowledged (\d+)$/.exec(message.text()) ?? [];
    if (!edits) return;
    heard.acknowledged = Math.max(heard.acknowledged, Number(edits));
    heard.saves += 1;
  });
  const report = await start(started.page, url);
  const found = await started.page.evaluate(() => fixture.document.edits);
  const missing = await started.page.evaluate(() => fixture.storage.missing);
  started.page.evaluate((length) => fixture.storm(length), longest).catch(() => {});
  await eventually(() => heard.saves > 0);
  await pause(100 + Math.random() * 1200);
  await killGroup(started);
  return { ...heard, found, report, missing, profile: started.profile };
}

const DROPPED = 'the browser dropped a database';

/** Chromium deletes a database that it finds damaged, and says so only in the event that makes a new one. */
function tellOfDroppedData() {
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...words) {
    const request = open.apply(this, words);
    request.addEventListener('upgradeneeded', ({ dataLoss }) => {
      if (dataLoss === 'total') console.log('the browser dropped a database');
    });
    return request;
  };
}

async function eventually(condition) {
  for (let tries = 0; !condition(); tries += 1) {
    assert.ok(tries < 2000, 'no save in 20 s');
    await pause(10);
  }
}

test(`${KILLS} kills of the whole browser during continuous saving lose nothing`, async () => {
  let profile;
  let last = 0;
  let acknowledged = 0;
  let lost = 0;
  let behind = 0;
  let dropped = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const result = await round({ profile, longest: kill % 3 === 0 ? 400_000 : 20_000 });
    profile = result.profile;
    assert.deepEqual(result.missing, { local: undefined, ring: undefined });
    assert.equal(result.report.outcome, kill === 0 ? 'empty' : 'opened');
    assert.deepEqual(result.report.rivals, []);
    lost += Math.max(0, last - result.found);
    behind += result.report.recovered > 0 ? 1 : 0;
    dropped += result.dropped ? 1 : 0;
    acknowledged += result.saves;
    last = Math.max(result.acknowledged, result.found);
  }
  console.log(`kills ${KILLS}, acknowledged ${acknowledged}, lost ${lost}; localStorage behind the ring in ${behind} of ${KILLS - 1} starts; databases that Chromium dropped ${dropped}`);
  assert.equal(lost, 0);
  assert.ok(acknowledged > KILLS, 'it was saving');
  assert.ok(behind > 0, 'the ring was needed');
});
