import type { Page } from "@playwright/test";

export type VirtualAuthenticator = {
  /** Whether its person agrees from now on; they do at first. */
  agree(does: boolean): Promise<void>;
  /** The ids of the passkeys in it, in base64url. */
  passkeys(): Promise<string[]>;
  remove(): Promise<void>;
};

/** Plugs an authenticator into the browser of this page (WebDriver's virtual authenticators, by Chromium's own protocol). */
export async function plugIn(
  page: Page,
  transport: "internal" | "usb" = "internal",
): Promise<VirtualAuthenticator> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    async agree(does) {
      await browser.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: does });
    },
    async passkeys() {
      const { credentials } = await browser.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials.map(({ credentialId }) => Buffer.from(credentialId, "base64").toString("base64url"));
    },
    async remove() {
      await browser.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    },
  };
}
