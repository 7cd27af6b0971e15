// Checklists, duties and the map of the lifecycle.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, freshContext, heading, openApp } from './harness.mjs';
import { addClient, addSample, go, inLane } from './pages.mjs';

async function openWork(page, name) {
  await go(page, '#/board');
  const href = await page.locator('.card-name', { hasText: name }).getAttribute('href');
  await go(page, `${href}/work`);
  await page.locator('.section, .checklist').first().waitFor();
}

const task = (page, title) => page.locator('.task', { hasText: title });

test('onboarding begins from its signing day, is ticked and waived, and its card says how far it is', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  await openWork(page, 'Acme');
  await page.getByRole('button', { name: 'Begin onboarding' }).click();
  await page.getByLabel('Signed on').fill('2026-11-20');
  await page.getByLabel('Who sees to the steps').fill('Mara');
  await axe(page);
  await page.getByRole('button', { name: 'Begin onboarding' }).click();
  await page.locator('.checklist .progress-count', { hasText: '0 of 7' }).waitFor();
  await page.locator('#stage-now', { hasText: 'Onboarding' }).waitFor();
  assert.equal(await page.locator('.checklist .task').count(), 7);
  const days = await page.locator('.checklist .task time').evaluateAll((all) => all.map((one) => one.getAttribute('datetime')));
  assert.deepEqual(days, ['2026-11-20', '2026-11-23', '2026-11-25', '2026-11-25', '2026-11-26', '2026-11-27', '2026-12-01']);

  await task(page, 'Say welcome').getByRole('checkbox').click();
  await page.locator('.checklist .progress-count', { hasText: '1 of 7' }).waitFor();
  const deposit = task(page, 'Have the deposit');
  await deposit.getByRole('button', { name: 'Waive' }).click();
  await deposit.locator('form').getByRole('button', { name: 'Waive' }).click();
  await deposit.locator('.error', { hasText: 'Please say why' }).waitFor();
  await deposit.getByLabel('Why').fill('They pay at the end');
  await axe(page);
  await deposit.locator('form').getByRole('button', { name: 'Waive' }).click();
  await deposit.locator('.task-meta', { hasText: 'They pay at the end' }).waitFor();
  const kickoff = task(page, 'Book the kickoff');
  await kickoff.getByRole('button', { name: 'Move the day' }).click();
  await kickoff.getByLabel('New day').fill('2026-12-10');
  await kickoff.locator('form').getByRole('button', { name: 'Move the day' }).click();
  await kickoff.locator('time[datetime="2026-12-10"]').waitFor();

  await go(page, '#/board');
  await page.locator('.card', { hasText: 'Acme' }).locator('.card-list', { hasText: 'Onboarding 2 of 7' }).waitFor();
  await page.reload();
  await page.locator('.card', { hasText: 'Acme' }).locator('.card-list', { hasText: 'Onboarding 2 of 7' }).waitFor();
  await axe(page);
});

test('leaving a stage with open steps names them, asks why, and logs it; undo takes it back', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  const move = async () => {
    await page.locator('#lane-onboarding .card-name').first().focus();
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'leave-why');
  };
  await move();
  await page.locator('dialog[open] li', { hasText: 'Book the kickoff' }).waitFor();
  await axe(page);
  await page.keyboard.press('Escape');
  await inLane(page, 'onboarding', 'Halden Architects');

  await move();
  await page.keyboard.press('Enter');
  await page.locator('dialog[open] .error').waitFor();
  await page.keyboard.type('They pay on Friday');
  await page.keyboard.press('Enter');
  await inLane(page, 'delivery', 'Halden Architects');
  await page.waitForFunction(() => document.activeElement?.textContent === 'Halden Architects');
  const href = await page.locator('.card-name', { hasText: 'Halden' }).getAttribute('href');
  await go(page, href);
  await page.locator('.entry[data-kind=move]', { hasText: 'They pay on Friday' }).waitFor();
  await page.locator('.toast', { hasText: 'moved to Delivery' }).getByRole('button', { name: 'Undo' }).click();
  await go(page, '#/board');
  await inLane(page, 'onboarding', 'Halden Architects');
});

test('a cell of the map is filled in place, is a leak no more, and survives a reload', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await page.getByRole('link', { name: 'Lifecycle' }).click();
  await page.getByText('24 leaks').waitFor();
  await page.getByText('Median of 6 clients who moved on.').waitFor();
  await axe(page);
  await page.locator('#cell-delivery-owner').click();
  await page.getByLabel('Looked after by, Delivery').fill('Mara');
  await page.keyboard.press('Control+Enter');
  await page.getByText('23 leaks').waitFor();
  await page.reload();
  await heading(page).waitFor();
  await page.locator('#cell-delivery-owner', { hasText: 'Mara' }).waitFor();
  await page.getByText('23 leaks').waitFor();
});

test('a duty of one’s own is asked for, and a changed template leaves a running list alone until its new step is added', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await go(page, '#/lifecycle');
  await page.locator('#duties-attraction').click();
  await page.getByRole('button', { name: 'Add a duty' }).click();
  await page.getByLabel('What is to be done').fill('Call once');
  await page.locator('form[aria-label="Duties of Attraction"]').getByRole('button', { name: 'Save' }).click();
  await page.locator('.map-duties li', { hasText: 'Call once' }).waitFor();

  await page.locator('#template-onboarding').click();
  await axe(page);
  await page.getByRole('button', { name: 'Add a step' }).click();
  await page.locator('#t-onboarding-7-title').fill('Take a photo of everybody');
  await page.locator('form[aria-label=Onboarding]').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Version 2').waitFor();

  await openWork(page, 'Halden');
  await page.locator('.checklist .progress-count', { hasText: '3 of 7' }).waitFor();
  await page.getByText('version 2 is in use now').waitFor();
  await page.getByRole('button', { name: 'Add the 1 new step' }).click();
  await page.locator('.checklist .progress-count', { hasText: '3 of 8' }).waitFor();
  await task(page, 'Take a photo').waitFor();

  await openWork(page, 'Tessel');
  await page.locator('.duties .task', { hasText: 'Call once' }).getByRole('button', { name: 'Done' }).click();
  await page.locator('.duties .task[data-state=done]', { hasText: 'Call once' }).waitFor();
  await axe(page);
});

test('who goes to Offboarding is offered to stay in touch, and the offboarding shows what is open', async (t) => {
  const context = await freshContext(t, { viewport: { width: 360, height: 740 } });
  const page = await openApp(t, { context });
  await addClient(page, 'Acme', 'attraction');
  await page.locator('.card', { hasText: 'Acme' }).getByRole('button', { name: 'Move Acme' }).click();
  await page.locator('.menu:popover-open').getByRole('button', { name: 'Offboarding' }).click();
  await page.getByRole('heading', { name: 'Keep the door open for Acme?' }).waitFor();
  await axe(page);
  await page.locator('dialog[open]').getByRole('button', { name: 'Keep in touch' }).click();
  await page.locator('.toast', { hasText: 'Acme moved to Retention' }).waitFor();
  await openWork(page, 'Acme');
  await page.locator('.checklist[data-list=retention] .progress-count', { hasText: '0 of 3' }).waitFor();
  await page.locator('.next-step', { hasText: 'Check in' }).waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the phone');

  await go(page, '#/settings');
  await page.getByRole('button', { name: 'Add the sample' }).click();
  await page.locator('.banner', { hasText: 'sample practice' }).waitFor();
  await go(page, '#/board');
  await page.getByRole('tab', { name: /Offboarding/ }).click();
  await openWork(page, 'Ostrava');
  await task(page, 'See that every invoice is paid').getByRole('link', { name: /SAMPLE/ }).waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the phone');
  await axe(page);
});
