import { expect, type Portolan, test } from './page.ts'

const ratings = 'http://films.example.com/ratings/7'

async function compare({ page }: Portolan): Promise<void> {
  await page.getByRole('button', { name: 'Header', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name of header 1' }).fill('end-user')
  await page.getByRole('textbox', { name: 'Value of header 1' }).fill('tester')
  await page.getByRole('button', { name: 'Compare' }).click()
  const rival = page.getByRole('group', { name: 'Request B' })
  await rival.getByRole('textbox', { name: 'Value of header 1 (B)' }).fill('somebody')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
}

test.beforeEach(async ({ portolan }) => {
  await portolan.visit()
  await portolan.example('Service mesh with subsets')
  await expect(portolan.node('workload', 'ratings-v3')).toBeVisible()
  await portolan.standsStill(portolan.node('workload', 'ratings-v3'))
  await portolan.ask(ratings)
})

test('two header sets are answered side by side; where they part is said, marked and drawn', async ({
  portolan,
  page,
}) => {
  await compare(portolan)
  const a = page.getByRole('region', { name: 'Request A' })
  const b = page.getByRole('region', { name: 'Request B' })
  await expect(a.getByTestId('verdict')).toHaveText([/ratings-v3/])
  await expect(b.getByTestId('verdict')).toHaveText([/ratings-v1/, /ratings-v2/])
  await expect(page.getByRole('region', { name: 'Both answers' }).getByRole('status')).toHaveText(
    /^A: .*ratings:.* · v3\. B: 80 % .* · v1, 20 % .* · v2\. They go different ways\.$/,
  )
  // Each answer says in words where it left the common way.
  await expect(a.getByTestId('parts')).toHaveText('parts here')
  await expect(b.getByTestId('parts').first()).toHaveText('parts here')
  await expect(a.getByText('not so for B').first()).toBeAttached()
  // On the canvas: letters at the lines and at what only one of them reaches.
  await expect(portolan.node('workload', 'ratings-v3').getByText('only A comes here')).toBeAttached()
  await expect(portolan.node('workload', 'ratings-v1').getByText('only B comes here')).toBeAttached()
  await expect(portolan.node('route', 'ratings').getByText(/only . comes here/)).toHaveCount(0)
  const labels = page.locator('[data-versus]').getByText(/^[AB]/)
  await expect(labels.filter({ hasText: /^A$/ })).not.toHaveCount(0)
  await expect(labels.filter({ hasText: /^B 80 %$/ })).not.toHaveCount(0)
  await expect(labels.filter({ hasText: /^B 20 %$/ })).not.toHaveCount(0)
  expect(await portolan.faultsOfAccess()).toEqual([])
  // The first word of the parting is a place to go.
  await page
    .getByRole('button', { name: /takes it: .*tester/ })
    .first()
    .click()
  await expect(page.locator('.monaco-editor .view-line').filter({ hasText: 'name: testers' })).toBeVisible()
  // An edit is answered for both.
  await portolan.cursorAtEndOf('exact: tester')
  await page.keyboard.type('x')
  await expect(a.getByTestId('verdict')).toHaveText([/ratings-v1/, /ratings-v2/])
  await expect(page.getByText('Both come to the same, for different reasons.').last()).toBeVisible()
  await portolan.undoTyping()
  await expect(a.getByTestId('verdict')).toHaveText([/ratings-v3/])
})

test('both are kept as tests; closing by keyboard brings the plain answer back', async ({ portolan, page }) => {
  await compare(portolan)
  await expect(page.getByTestId('verdict')).toHaveCount(3)
  await page.getByRole('button', { name: 'Keep as test' }).click()
  await page.getByRole('button', { name: 'Stop comparing' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Both answers' })).toHaveCount(0)
  await expect(page.getByTestId('verdict')).toHaveText([/ratings-v3/])
  await expect(page.locator('[data-versus]')).toHaveCount(0)
  await expect(portolan.node('workload', 'ratings-v1')).toHaveAttribute('data-paint', 'off')
  await portolan.tab('Tests')
  const tests = page.getByRole('list', { name: 'Kept requests' }).getByRole('listitem')
  await expect(tests).toHaveCount(2)
  await expect(tests.nth(0)).toContainText('end-user: tester')
  await expect(tests.nth(1)).toContainText('end-user: somebody')
  await expect(tests.nth(1)).toHaveAttribute('data-state', 'passed')
})

test('the second request may come from elsewhere, and go elsewhere', async ({ portolan, page }) => {
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('textbox', { name: 'URL (B)' }).fill('http://films.example.com/nothing')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  const b = page.getByRole('region', { name: 'Request B' })
  await expect(b.getByTestId('verdict')).toHaveText([/404/])
  await expect(b.getByText('http://films.example.com/nothing')).toBeVisible()
  await portolan.example('Service mesh with subsets')
  await expect(page.getByRole('group', { name: 'Request B' })).toHaveCount(0)
})
