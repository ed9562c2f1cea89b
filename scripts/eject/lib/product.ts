/** What your product is called and says of itself: in titles, in mails, in the manifest, in the reference. */
export const product = {
  name: "Guestbook",
  title: "Guestbook",
  description: "Everybody starts as a guest here. Nothing is lost when you become a member.",
} as const;
