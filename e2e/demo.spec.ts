import type { Page } from "@playwright/test";
import { Client } from "pg";
import { becomeGuest, becomeRegistered, newEmail, password, whoIs } from "@/lib/testing/people";
import { freePort } from "@/lib/testing/ports";
import { expect, test } from "./fixtures";
import { startApp } from "./support/app";
import { faultsOf } from "./support/axe";
import { shareLink, startCard } from "./support/cards";
import { tokenIn } from "./support/smtp";

async function sign(page: Page, message: string, name: string) {
  await page.getByLabel("Your message").fill(message);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(wall(page).getByRole("listitem").filter({ hasText: message })).toContainText("Edit");
}

const wall = (page: Page) => page.getByRole("region", { name: /^\d+ signatures?$/ });

async function join(page: Page, link: string) {
  await page.goto(link);
  await page.getByRole("button", { name: "Open the card" }).click();
  await expect(page.getByRole("heading", { name: "Sign the card" })).toBeVisible();
}

/** As many more like the one that somebody has. */
async function addCards(databaseUrl: string, userId: string, count: number) {
  const client = new Client(databaseUrl);
  await client.connect();
  await client.query(
    `INSERT INTO cards SELECT (jsonb_populate_record(cards, jsonb_build_object('id', id || '-' || number))).*
     FROM cards, generate_series(1, $2) AS number WHERE owner_id = $1`,
    [userId, count],
  );
  await client.end();
}

async function fillAddress(page: Page) {
  await page.getByLabel("Full name").fill("Ada Lovelace");
  await page.getByLabel("Street and number").fill("12 St James's Square");
  await page.getByLabel("Postal code").fill("SW1Y 4JH");
  await page.getByLabel("Town or city").fill("London");
  await page.getByLabel("Country").fill("United Kingdom");
  await page.getByLabel("Contact email").fill("ada@example.com");
}

async function order(page: Page) {
  await page.getByRole("button", { name: "Order prints" }).click();
  await page.getByRole("button", { name: "Go to checkout" }).click();
  await expect(page.getByText("This is a demo")).toBeVisible();
  await fillAddress(page);
  await page.getByRole("button", { name: "Place order" }).click();
  await expect(page.getByRole("heading", { name: "Thanks for your order!" })).toBeVisible();
  return page.url();
}

async function createAccount(page: Page, email: string) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("link", { name: "Continue" }).click();
}

test("somebody starts a card, a friend signs it, it is ordered, and at the end there is an account and all of it @phone", async ({
  page,
  newVisitor,
  db,
}) => {
  const title = `Happy birthday ${newEmail()}`;
  const owner = await becomeGuest(page);
  await startCard(page, title);
  await sign(page, "From all of us", "Mary");
  const card = page.url();

  const friend = await newVisitor();
  await join(friend, await shareLink(page));
  await expect(friend.getByText("From all of us")).toBeVisible();
  await friend.getByRole("radio", { name: "Balloon" }).check();
  await sign(friend, "Cake at four?", "Grace");
  await expect(page.getByText("Cake at four?")).toBeVisible();
  await expect(page.getByText("Grace signed the card.")).toBeAttached();
  await expect(page.getByRole("region", { name: "People on this card" }).getByText("Grace")).toBeVisible();
  await sign(friend, "I bring candles", "Grace");
  await expect(page.getByText("Your card is filling up")).toBeVisible();

  const receipt = await order(page);
  await page
    .getByRole("complementary", { name: "Keep an eye on your order" })
    .getByRole("button", { name: "Create account" })
    .click();
  await createAccount(page, newEmail());
  await expect(page).toHaveURL(receipt);
  await expect(page.getByText("12 St James's Square")).toBeVisible();
  await page.goto(card);
  await expect(wall(page).getByRole("listitem")).toHaveCount(3);
  expect((await whoIs(page))?.user).toMatchObject({ id: owner.user.id, isAnonymous: false });
  expect(
    await db("SELECT details FROM audit_events WHERE type = 'user.upgraded' AND user_id = $1", [
      owner.user.id,
    ]),
  ).toEqual([{ details: { method: "password", prompt: "after-order" } }]);
});

test("a signature stays its writer's: changed, kept through an upgrade, brought along by a merge", async ({
  page,
  newVisitor,
}) => {
  const email = newEmail();
  await becomeRegistered(await newVisitor(), email);
  await becomeGuest(page);
  await startCard(page, "Whose is it");
  const friend = await newVisitor();
  await join(friend, await shareLink(page));
  const card = friend.url();
  await sign(friend, "First thought", "Grace");
  await friend.getByRole("link", { name: "Edit your signature" }).click();
  await expect(friend.getByRole("heading", { name: "Edit your signature" })).toBeVisible();
  await friend.getByLabel("Your message").fill("Second thought");
  await friend.getByRole("button", { name: "Save changes" }).click();
  await expect(wall(friend).getByText("Second thought")).toBeVisible();
  await expect(page.getByText("Second thought")).toBeVisible();

  await friend.goto("/sign-in");
  await friend.getByLabel("Email").fill(email);
  await friend.getByLabel("Password", { exact: true }).fill(password);
  await friend.getByRole("button", { name: "Sign in" }).click();
  await friend.getByRole("button", { name: "Move it" }).click();
  await expect(friend.getByRole("heading", { name: "All moved" })).toBeVisible();
  await friend.goto(card);
  await friend.locator("summary", { hasText: "Delete your signature" }).click();
  await friend.getByRole("button", { name: "Yes, delete it" }).click();
  await expect(friend.getByText("Second thought")).toBeHidden();
  await expect(page.getByText("Second thought")).toBeHidden();
});

test("whoever is quicker than the page is one guest all the same", async ({ page, newVisitor, db }) => {
  await becomeGuest(page);
  await startCard(page, "Quick");
  const friend = await newVisitor();
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const started = friend.waitForRequest("**/sign-in/anonymous");
  await friend.route("**/sign-in/anonymous", async (route) => {
    await held;
    await route.continue();
  });
  await friend.goto(await shareLink(page));
  await started;
  await friend.getByRole("button", { name: "Open the card" }).click();
  go();
  await expect(friend.getByRole("heading", { name: "Sign the card" })).toBeVisible();
  await friend.reload();
  await expect(friend.getByRole("heading", { name: "Sign the card" })).toBeVisible();
  const me = await whoIs(friend);
  expect(
    await db("SELECT m.user_id FROM card_members m JOIN cards c ON c.id = m.card_id WHERE c.title = 'Quick'"),
  ).toEqual([{ user_id: me?.user.id }]);
});

test("what was written survives a broken connection, a reload and a session that ended", async ({
  page,
  newVisitor,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource|status of 404/);
  await becomeGuest(page);
  await startCard(page, "Not lost");
  const link = await shareLink(page);
  const friend = await newVisitor();
  await join(friend, link);
  const card = friend.url();
  await friend.getByLabel("Your message").fill("Written with care");
  await friend.getByLabel("Your name").fill("Grace");
  await friend.getByRole("radio", { name: "Green" }).check();

  let lose = () => {};
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  await friend.route(card, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await lost;
    await route.abort();
  });
  await friend.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(wall(friend).getByRole("listitem").filter({ hasText: "Sending…" })).toContainText(
    "Written with care",
  );
  lose();
  await expect(friend.getByText("No connection.")).toBeVisible();
  await expect(wall(friend).getByText("Written with care")).toBeHidden();
  await expect(friend.getByLabel("Your message")).toHaveValue("Written with care");
  await friend.unroute(card);

  await friend.reload();
  await expect(friend.getByLabel("Your message")).toHaveValue("Written with care");
  await friend.context().clearCookies();
  await friend.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(friend.getByText("You no longer have access to this card.")).toBeVisible();
  await join(friend, link);
  await expect(friend.getByLabel("Your message")).toHaveValue("Written with care");
  await expect(friend.getByRole("radio", { name: "Green" })).toBeChecked();
  await friend.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(wall(page).getByText("Written with care")).toBeVisible();
  await expect(friend.getByLabel("Your message")).toHaveValue("");
  await friend.reload();
  await expect(friend.getByLabel("Your message")).toHaveValue("");
});

test("a drawing goes from the sheet to the wall", async ({ page, db }) => {
  await becomeGuest(page);
  await startCard(page, "Drawn");
  const toggle = page.locator("summary", { hasText: "Draw something" });
  await toggle.click();
  const pad = page.getByTestId("drawing-pad");
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error("no sheet");
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + 60, { steps: 5 });
  await page.mouse.up();
  await sign(page, "Look at this", "Mary");
  const [row] = await db("SELECT drawing FROM signatures WHERE message = 'Look at this'");
  expect(row?.drawing).toMatch(/^M\d+ \d+l[\d -]+$/);
  await expect(wall(page).locator(`path[d="${row?.drawing}"]`)).toBeVisible();
});

test("to everybody else there is no such card, order, wall or file", async ({
  page,
  newVisitor,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  await becomeGuest(page);
  await startCard(page, "Not for you");
  const card = page.url();
  const receipt = await order(page);

  const signedOut = await newVisitor();
  const stranger = await newVisitor();
  await becomeGuest(stranger);
  const member = await newVisitor();
  await becomeRegistered(member);
  const neighbour = await newVisitor();
  await becomeGuest(neighbour);
  await startCard(neighbour, "Another circle");
  for (const [name, visitor] of Object.entries({ signedOut, stranger, member, neighbour })) {
    for (const address of [card, `${card}/version`, `${card}/print`, receipt]) {
      const answer = await visitor.request.get(address);
      expect(answer.status(), `${name}: ${address}`).toBe(404);
      expect(await answer.text()).not.toContain("Not for you");
    }
    await visitor.goto(card);
    await expect(visitor.getByRole("heading", { name: "We can't show you this page" })).toBeVisible();
  }
  expect((await page.request.get(card)).status()).toBe(200);
});

test("a form that was made up changes nothing: who acts is who is here, not what the form says", async ({
  page,
  newVisitor,
  db,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  await becomeGuest(page);
  await startCard(page, "Somebody else's");
  const theirs = new URL(page.url()).pathname.replace("/cards/", "");
  await sign(page, "Leave this alone", "Mary");
  const [{ id } = { id: "" }] = await db("SELECT id FROM signatures WHERE card_id = $1", [theirs]);

  const thief = await newVisitor();
  await becomeGuest(thief);
  await startCard(thief, "The thief's own");
  await sign(thief, "Mine", "Thief");
  const forge = (selector: string, names: Record<string, string>) =>
    thief.evaluate(
      ([where, values]) => {
        for (const [name, value] of Object.entries(values))
          for (const input of document.querySelectorAll<HTMLInputElement>(`${where} input[name="${name}"]`))
            input.value = value;
      },
      [selector, names] as const,
    );
  await thief.locator("summary", { hasText: "Delete your signature" }).click();
  await forge("main li", { cardId: theirs, signatureId: String(id) });
  await thief.getByRole("button", { name: "Yes, delete it" }).click();
  await expect(thief.getByText("This signature was already deleted.")).toBeVisible();
  await forge("#sign", { cardId: theirs });
  await thief.getByLabel("Your message").fill("I was here");
  await thief.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(thief.getByText("You no longer have access to this card.")).toBeVisible();
  await forge("#more", { cardId: theirs });
  await thief.getByRole("button", { name: "Order prints" }).click();
  await expect(thief.getByText("You no longer have access to this card.").last()).toBeVisible();
  expect(await db("SELECT message FROM signatures WHERE card_id = $1", [theirs])).toEqual([
    { message: "Leave this alone" },
  ]);
});

const strange = [
  "<img src=x onerror=\"document.title='broken'\"><script>alert(1)</script>",
  "endless".repeat(11),
  "עם אהבה רבה ليوم سعيد",
  "\u202Eabc\u202D🎂👩‍👩‍👧‍👦🏳️‍🌈",
  "{{7*7}} ' OR 1=1 -- %00",
];

for (const text of strange) {
  test(`${JSON.stringify(text)} is shown as text in every field, and breaks no layout`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await becomeGuest(page);
    const narrow = async () =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.getByLabel("Who is it for?").fill(text);
    await page.getByLabel("What should the card say?").fill(text);
    await page.getByRole("button", { name: "Start the card" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(text);
    await sign(page, text, text);
    await narrow();
    await page.goto("/");
    await narrow();
    await page.getByRole("link", { name: text }).first().click();
    await page.getByRole("button", { name: "Order prints" }).click();
    await expect(page.getByRole("heading", { name: "Your cart" })).toBeVisible();
    await narrow();
    await page.getByRole("button", { name: "Go to checkout" }).click();
    await fillAddress(page);
    for (const label of ["Full name", "Street and number", "Town or city"])
      await page.getByLabel(label).fill(text);
    await page.getByRole("button", { name: "Place order" }).click();
    await expect(page.getByRole("heading", { name: "Thanks for your order!" })).toBeVisible();
    await expect(page.getByText(text, { exact: true }).first()).toBeVisible();
    await narrow();
    await page.goto("/orders");
    await narrow();
    expect(await page.title()).not.toBe("broken");
  });
}

test("control characters are refused at their field, and what was typed stays", async ({ page }) => {
  await becomeGuest(page);
  await page.getByLabel("Who is it for?").fill("A\u0007da");
  await page.getByLabel("What should the card say?").fill("x".repeat(121));
  await page.getByRole("button", { name: "Start the card" }).click();
  await expect(page.getByText("Contains characters that cannot be stored")).toBeVisible();
  await expect(page.getByText("At most 120 characters")).toBeVisible();
  await expect(page.getByLabel("What should the card say?")).toHaveValue("x".repeat(121));
});

test("what takes an account says so, leads there, and back to what was wanted @phone", async ({ page }) => {
  await becomeGuest(page);
  await startCard(page, "Gated");
  const card = new URL(page.url()).pathname;
  const direct = await page.request.get(`${card}/print`, { maxRedirects: 0 });
  expect(direct.status()).toBe(307);
  await page.locator("summary", { hasText: "Close the card" }).click();
  await expect(page.getByText("Closing a card can't be undone")).toBeVisible();
  await page.locator("#more").getByRole("button", { name: "Create account" }).click();
  await createAccount(page, newEmail());
  await expect(page).toHaveURL(`${card}?want=close#more`);
  await page.getByRole("link", { name: "Print it yourself" }).click();
  await expect(page.getByRole("button", { name: "Print", exact: true })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("article").getByRole("heading", { name: "Gated" })).toBeVisible();
  for (const role of ["banner", "contentinfo", "navigation", "button"] as const)
    await expect(page.getByRole(role)).toHaveCount(0);
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${card}?want=close#more`);
  await page.getByRole("button", { name: "Yes, close it" }).click();
  await expect(page.getByText("This card is closed.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Sign the card" })).toBeHidden();
});

test("a card is edited and deleted by its owner, and left by who joined it", async ({
  page,
  newVisitor,
  expectedErrors,
}) => {
  // Of a look for news that is under way when the card goes.
  expectedErrors.push(/status of 404 .*\/version$/);
  await becomeGuest(page);
  await startCard(page, "With a mistake");
  const friend = await newVisitor();
  await join(friend, await shareLink(page));
  await sign(friend, "Lovely", "Grace");
  await page.locator("summary", { hasText: "Edit card" }).click();
  const edit = page.getByRole("form", { name: "Edit card" });
  await edit.getByLabel("What should the card say?").fill("Without it");
  await edit.getByRole("radio", { name: "Wedding" }).check();
  await edit.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Without it" })).toBeVisible();
  await expect(friend.getByRole("heading", { level: 1, name: "Without it" })).toBeVisible();

  await friend.locator("summary", { hasText: "Leave the card" }).click();
  await friend.getByRole("button", { name: "Yes, leave it" }).click();
  await expect(friend.getByRole("heading", { name: "Your cards" })).toBeVisible();
  await expect(friend.getByRole("link", { name: "Without it" })).toBeHidden();
  await expect(wall(page).getByText("Lovely")).toBeVisible();
  await page.locator("summary", { hasText: "Delete the card" }).click();
  await page.getByRole("button", { name: "Yes, delete it" }).last().click();
  await expect(page.getByRole("heading", { name: "Your cards" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Without it" })).toBeHidden();
});

test("a number typed in the cart counts when one goes on, and a new card is in the list after Back", async ({
  page,
}) => {
  await becomeGuest(page);
  await startCard(page, "Three of it");
  const card = page.url();
  await page.goBack();
  await expect(page.getByRole("link", { name: "Three of it" })).toBeVisible();
  await page.goto(card);
  await page.getByRole("button", { name: "Order prints" }).click();
  await page.getByLabel("Prints").fill("3");
  await expect(page.getByText("€16.00")).toBeVisible();
  await page.getByRole("button", { name: "Go to checkout" }).click();
  await expect(page.getByText("3 × €4.50")).toBeVisible();
  await page.goto("/cart");
  await expect(page.getByLabel("Prints")).toHaveValue("3");
});

test("a card is delivered by a link of its own, which opens it for whoever has it until it is turned off", async ({
  page,
  newVisitor,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  await becomeGuest(page);
  await startCard(page, "For you alone");
  await sign(page, "From all of us", "Grace");
  await page.getByRole("button", { name: "Create delivery link" }).click();
  const link = await page.getByLabel("Delivery link").inputValue();
  const recipient = await newVisitor();
  await recipient.goto(link);
  await expect(recipient.getByRole("heading", { name: "For you alone" })).toBeVisible();
  await expect(recipient.getByText("From all of us")).toBeVisible();
  await expect(recipient.getByRole("button", { name: "Sign", exact: true })).toBeHidden();
  await page.getByRole("button", { name: "Turn off the delivery link" }).click();
  await expect(page.getByRole("button", { name: "Create delivery link" })).toBeVisible();
  // Not in the page that has it open: that may just be asking for it anew.
  const late = await newVisitor();
  expect((await late.goto(link))?.status()).toBe(404);
  await expect(late.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
});

test("a card is emailed to its recipient for somebody whose own email is confirmed, and for nobody else", async ({
  page,
  newVisitor,
  mail,
}) => {
  await becomeGuest(page);
  await startCard(page, "For you by email");
  const card = page.url();
  const field = page.getByLabel("Their email");
  await expect(page.getByText("Have it emailed")).toBeVisible();
  await expect(field).toBeHidden();
  const own = newEmail();
  await becomeRegistered(page, own);
  await page.goto(card);
  await expect(page.getByRole("link", { name: "confirm your own email address" })).toBeVisible();
  await expect(field).toBeHidden();
  const confirmation = await mail.waitFor(own);
  await page.request.post("/api/auth/verify-email", { data: { token: tokenIn(confirmation) } });
  await page.reload();
  const recipient = newEmail();
  await field.fill("nobody");
  await page.getByRole("button", { name: "Create delivery link" }).click();
  await expect(field).toBeFocused();
  await field.fill(` ${recipient.toUpperCase()} `);
  await page.getByRole("button", { name: "Create delivery link" }).click();
  await expect(page.getByText(`We emailed this link to ${recipient}.`)).toBeVisible();
  const delivered = await mail.waitFor(recipient);
  expect(delivered.subject).toBe("A card for you");
  expect(delivered.text).toContain(`${own} made a card for you`);
  const ada = await newVisitor();
  await ada.goto(`/open?token=${tokenIn(delivered)}`);
  await expect(ada).toHaveURL(await page.getByLabel("Delivery link").inputValue());
  await expect(ada.getByRole("heading", { name: "For you by email" })).toBeVisible();
  // The link opens a card and signs nobody in: its reader becomes a guest like everybody.
  await expect.poll(async () => (await whoIs(ada))?.user).toMatchObject({ isAnonymous: true, email: null });
});

test("on a phone the banner waits until there is something to keep, and gives way to another offer; on a desk it is there for every guest", async ({
  page,
}) => {
  const banner = page.getByText("You are using a guest account.");
  const main = page.getByRole("main");
  const widths = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };
  await page.setViewportSize(widths.phone);
  await becomeGuest(page);
  for (const path of ["/", "/cart", "/orders", "/preferences"]) {
    await page.setViewportSize(widths.phone);
    await page.goto(path);
    await expect(main).toBeVisible();
    await expect(banner, path).toBeHidden();
    await page.setViewportSize(widths.desk);
    await expect(banner, path).toBeVisible();
  }
  await page.setViewportSize(widths.phone);
  await page.goto("/");
  await startCard(page, "Something to keep");
  await expect(page.getByRole("complementary", { name: "Your first card is ready" })).toBeVisible();
  await expect(banner).toBeHidden();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(banner).toBeVisible();
  await page.goto("/");
  await expect(banner).toBeVisible();
});

test("an offer that was put off stays so, and a guest orders once at a time", async ({ page }) => {
  await becomeGuest(page);
  await startCard(page, "Put off");
  const card = page.url();
  const offer = page.getByRole("complementary", { name: "Your first card is ready" });
  await offer.getByRole("button", { name: "Not now" }).click();
  await expect(offer).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign the card" })).toBeVisible();
  await expect(offer).toBeHidden();
  await order(page);
  await page.goto(card);
  await page.getByRole("button", { name: "Order prints" }).click();
  await page.getByRole("button", { name: "Go to checkout" }).click();
  await expect(page.getByText("Guests can have one open order at a time")).toBeVisible();
  await page.getByRole("link", { name: "View your open order" }).click();
  await page.locator("summary", { hasText: "Cancel this order" }).click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await expect(page.getByRole("heading", { name: "This order was cancelled" })).toBeVisible();
});

test("a guest with as many cards as a guest may have is told so, and how to go on", async ({
  page,
  server,
}) => {
  const { user } = await becomeGuest(page);
  await startCard(page, "The first of them");
  await addCards(server.databaseUrl, user.id, 19);
  await page.goto("/");
  await page.getByLabel("Who is it for?").fill("Ada");
  await page.getByLabel("What should the card say?").fill("One too many");
  await page.getByRole("button", { name: "Start the card" }).click();
  const refusal = page.getByRole("alert").filter({ hasText: "Guests can have 20 cards" });
  await expect(refusal).toBeVisible();
  await expect(page.getByLabel("What should the card say?")).toHaveValue("One too many");
  await refusal.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Create your account" })).toBeVisible();
});

test("a renewed link lets in, the one before does not, and a member removes somebody", async ({
  page,
  newVisitor,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  await becomeRegistered(page);
  await page.goto("/");
  await startCard(page, "By link");
  const first = await shareLink(page);
  const friend = await newVisitor();
  await join(friend, first);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  await page.locator("summary", { hasText: "Reset or turn off the link" }).click();
  await page.getByRole("button", { name: "Reset the link" }).click();
  await expect(page.getByLabel("The card's link", { exact: true })).not.toHaveValue(first);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  const late = await newVisitor();
  await late.goto(first);
  await expect(late.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await join(late, await shareLink(page));
  await sign(late, "Late but here", "Linus");
  await page.locator("summary", { hasText: "Remove… Linus" }).click();
  await page.getByRole("button", { name: "Remove Linus" }).click();
  await expect(page.getByText("The link is off.")).toBeVisible();
  expect((await late.request.get(late.url())).status()).toBe(404);
  await expect(page.getByText("Late but here")).toBeVisible();
  await friend.reload();
  await expect(friend.getByText("Late but here")).toBeVisible();
});

test("a pen and a scheme are kept with the person, and stand ready on the next card and device", async ({
  page,
  newVisitor,
  db,
}) => {
  const { user } = await becomeGuest(page);
  await page.goto("/preferences");
  await page.getByLabel("Pen name").fill("M. from accounts");
  await page.getByRole("radio", { name: "Violet" }).check();
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.goto("/");
  await startCard(page, "Ready to sign");
  await expect(page.getByLabel("Your name")).toHaveValue("M. from accounts");
  await expect(page.getByRole("radio", { name: "Violet" })).toBeChecked();
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  await expect
    .poll(async () => (await db("SELECT metadata FROM users WHERE id = $1", [user.id]))[0]?.metadata)
    .toMatchObject({ penName: "M. from accounts", ink: "violet", colorScheme: "light" });

  const device = await newVisitor();
  await device.context().addCookies(await page.context().cookies());
  await device.addInitScript(() => localStorage.setItem("theme", "dark"));
  await device.goto("/");
  await expect(device.locator("html")).toHaveAttribute("data-theme", "light");
  expect((await whoIs(device))?.user.metadata.colorScheme).toBe("light");
});

test("a link's preview shows the cover and the title, and the app can be installed", async ({
  page,
  newVisitor,
}) => {
  await becomeGuest(page);
  await startCard(page, "Seen from outside");
  await sign(page, "Seen from inside alone", "Mary");
  const link = await shareLink(page);
  const stranger = await newVisitor();
  const html = await (await stranger.request.get(link)).text();
  expect(html).toContain('property="og:title" content="Seen from outside"');
  expect(html).not.toContain("Seen from inside alone");
  const picture = /property="og:image" content="([^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const drawn = await stranger.request.get(picture);
  expect(drawn.headers()["content-type"]).toBe("image/png");
  const manifest = await (await stranger.request.get("/manifest.webmanifest")).json();
  for (const { src } of manifest.icons) expect((await stranger.request.get(src)).status(), src).toBe(200);
});

test("no page of the product breaks a rule of WCAG 2.2 AA, or is wider than a phone, in either scheme", async ({
  page,
  newVisitor,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  await page.setViewportSize({ width: 360, height: 740 });
  const check = async (what: string) => expect(await faultsOf(page), what).toEqual([]);
  await becomeGuest(page);
  for (const path of ["/cart", "/orders", "/preferences", "/checkout", "/join/nowhere"]) {
    await page.goto(path);
    await check(path);
  }
  await page.goto("/");
  await startCard(page, "Everything open");
  for (const name of ["Red", "Green", "Violet"]) {
    await page.getByRole("radio", { name }).check();
    await sign(page, `In ${name}`, "Mary");
  }
  const friend = await newVisitor();
  await join(friend, await shareLink(page));
  await expect(page.getByText("Hasn't signed yet")).toBeVisible();
  for (const summary of await page.getByRole("main").locator("summary").all()) await summary.click();
  await check("a card with everything open");
  await page.goto(friend.url());
  await page.getByRole("button", { name: "Order prints" }).click();
  await expect(page.getByRole("heading", { name: "Your cart" })).toBeVisible();
  await check("a cart");
  await page.getByRole("button", { name: "Go to checkout" }).click();
  await page.getByRole("button", { name: "Place order" }).click();
  await expect(page.getByText("Enter a name")).toBeVisible();
  await check("a refused order");
  await fillAddress(page);
  await page.getByRole("button", { name: "Place order" }).click();
  await expect(page.getByRole("heading", { name: "Thanks for your order!" })).toBeVisible();
  await check("an order");
  await page.goto("/orders");
  await check("the orders");
});

test("during an outage the start page says that the cards are safe", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of 503/);
  // A cookie is for a host, whatever the port.
  await becomeGuest(page);
  const app = await startApp({ DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` });
  await page.goto(app.url);
  await expect(page.getByText("We can't look up your cards right now. They are safe.")).toBeVisible();
  await page.goto("about:blank");
  await app.stop();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a card that is somebody else's, an order and a dead link are pages in our own style, with their status", async ({
    page,
    expectedErrors,
  }) => {
    expectedErrors.push(/status of 404/);
    for (const path of ["/cards/crd_01HXYZ", "/orders/ord_01HXYZ", "/join/nowhere", "/open/nowhere"]) {
      expect((await page.goto(path))?.status(), path).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(
        /We can't show you this page|This link no longer works/,
      );
      await expect(page.locator("body")).toHaveCSS("background-color", "rgb(248, 242, 231)");
    }
  });

  test("a card is started, signed, changed and ordered", async ({ page }) => {
    await page.goto("/");
    await startCard(page, "Plain forms");
    await page.getByLabel("Your message").fill("Without a script");
    await page.getByLabel("Your name").fill("Mary");
    await page.getByRole("radio", { name: "Star" }).check();
    await page.getByRole("button", { name: "Sign", exact: true }).click();
    await expect(page.getByText("1 signature")).toBeVisible();
    await page.getByRole("link", { name: "Edit your signature" }).click();
    await expect(page.getByRole("heading", { name: "Edit your signature" })).toBeVisible();
    await page.getByLabel("Your message").fill("Still without");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(wall(page).getByText("Still without")).toBeVisible();
    await order(page);
  });
});
