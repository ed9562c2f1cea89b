/** Returns the id of an endpoint on the page: "post-api-auth-sign-out". */
export function anchorOf(key: string): string {
  return key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
