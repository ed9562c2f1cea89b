import { unlessBlocked } from "./storage";

const item = "kept-form";
/** What was typed when the page was left: kept if there was no network to show another, else forgotten. */
const leftItem = "left-form";

/** A field that may be filled again: not a password, and not what the page itself put there. */
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fieldsIn(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (element): element is Field =>
      (element instanceof HTMLInputElement ||
        element instanceof HTMLSelectElement ||
        element instanceof HTMLTextAreaElement) &&
      element.name !== "" &&
      // A password that is shown is text.
      !/password/.test(element.autocomplete) &&
      !["password", "hidden", "file", "submit"].includes(element.type),
  );
}

function isChoice(field: Field): field is HTMLInputElement {
  return field.type === "radio" || field.type === "checkbox";
}

/** Returns what was typed into a form, by field, without passwords. */
export function typedFields(form: HTMLFormElement): Record<string, string> {
  const given = fieldsIn(form).filter((field) => !isChoice(field) || field.checked);
  return Object.fromEntries(given.map((field) => [field.name, field.value]));
}

/** Keeps what was typed until this tab shows the page again, as after a reload. */
export function keepFields(form: HTMLFormElement): void {
  write(item, form);
}

/** Keeps what was typed until this tab shows any page: the page of app/offline/offline-page.ts keeps it for longer. */
export function leaveFields(form: HTMLFormElement): void {
  write(leftItem, form);
}

/** Forgets what `leaveFields` kept. */
export function forgetLeftForms(): void {
  unlessBlocked(() => sessionStorage.removeItem(leftItem));
}

function write(key: string, form: HTMLFormElement): void {
  const kept = { path: window.location.pathname, names: namesOf(form), values: typedFields(form) };
  // Where storage is blocked, most browsers fill a reloaded page themselves.
  unlessBlocked(() => sessionStorage.setItem(key, JSON.stringify(kept)));
}

/** Fills a form with what `keepFields` kept of it. */
export function restoreFields(form: HTMLFormElement): void {
  try {
    const text = sessionStorage.getItem(item);
    if (text === null) return;
    const { path, names, values } = JSON.parse(text);
    if (path !== window.location.pathname || names !== namesOf(form)) return;
    sessionStorage.removeItem(item);
    for (const field of fieldsIn(form)) {
      if (isChoice(field)) field.checked = values[field.name] === field.value;
      else if (typeof values[field.name] === "string") field.value = values[field.name];
    }
  } catch {
    // Storage is blocked, or holds something else.
  }
}

function namesOf(form: HTMLFormElement): string {
  return [...new Set(fieldsIn(form).map(({ name }) => name))].join();
}
