const name = "Guestbook";

/** What your product is called, how it presents itself, and its colours: nothing else in the project names it. */
export const product = {
  name,
  /** Lower-case letters, digits and hyphens: the session's cookie, files, keys in Redis, traces, user agents. A new one signs everyone out. */
  slug: "guestbook",
  /** What the names of the other cookies begin with. Not the slug, nor its beginning. */
  cookiePrefix: "gb",
  title: "Guestbook: a card that everyone signs",
  description: "Pick a cover, add a name, share the link. No account needed.",
  /** The page's background in each scheme, as in app/globals.css, and the accent, as in app/icon.svg. */
  colors: { light: "#f8f2e7", dark: "#1b1714", accent: "#a63d26" },
} as const;
