/** What your product is called and says of itself: in titles, in mails, in the manifest, in the reference. */
export const product = {
  name: "Guestbook",
  title: "Guestbook: a card that everybody signs",
  description: "Start a greeting card, send the link, and let everybody sign it. No account needed to begin.",
} as const;
