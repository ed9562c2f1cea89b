import { durationInWords } from "@/lib/api/duration";
import type { SocialMethod } from "@/lib/api/social";
import type { ConfigChange } from "@/lib/api/views";

export type SettingText = { what: string; value: string };

/** Returns settings in words, one line for each that is given. */
export function settingsInWords(
  { authMethods = {}, session = {}, password = {} }: ConfigChange,
  providers: readonly SocialMethod[],
): SettingText[] {
  const { anonymous, emailPassword, magicLink, social = {} } = authMethods;
  const maxAge = anonymous && "maxAge" in anonymous ? anonymous.maxAge : undefined;
  return [
    line("Anonymous", anonymous?.enabled, onOff),
    line("Email and password", emailPassword, onOff),
    line("Magic link", magicLink, onOff),
    line("Passkey", authMethods.passkey, onOff), // eject: passkeys
    ...providers.map(({ id, name }) => line(name, social[id], onOff)),
    line("Guests are removed", maxAge, (age) => (age === null ? "never" : `after ${durationInWords(age)}`)),
    line("Session lifetime", session.lifetime, durationInWords),
    line("Guest session lifetime", session.guestLifetime, (lifetime) =>
      lifetime === null ? "the same" : durationInWords(lifetime),
    ),
    line("Minimum password length", password.minLength, (length) => `${length} characters`),
  ].filter((given) => given !== null);
}

function line<Value>(
  what: string,
  value: Value | undefined,
  inWords: (value: Value) => string,
): SettingText | null {
  return value === undefined ? null : { what, value: inWords(value) };
}

function onOff(isOn: boolean): string {
  return isOn ? "on" : "off";
}
