// What a browser's prompt for a passkey takes and gives, in the JSON of WebAuthn Level 3, 5.1. Bytes are base64url.

export const passkeyTransports = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;
type Transport = (typeof passkeyTransports)[number];

/** What a new passkey is made from. `timeout` in milliseconds. */
export type PasskeyCreation = {
  challenge: string;
  rp: { id: string; name: string };
  user: { id: string; name: string; displayName: string };
  pubKeyCredParams: { type: "public-key"; alg: number }[];
  excludeCredentials: { type: "public-key"; id: string; transports: Transport[] }[];
  authenticatorSelection: {
    residentKey: "required";
    requireResidentKey: true;
    userVerification: "preferred";
  };
  attestation: "none";
  timeout: number;
};

/** What a passkey is asked with. It names none: whoever has one for this site may choose it. */
export type PasskeyRequest = {
  challenge: string;
  rpId: string;
  allowCredentials: [];
  userVerification: "preferred";
  timeout: number;
};

/** A passkey that was just made. */
export type NewPasskey = {
  id: string;
  response: { clientDataJSON: string; attestationObject: string; transports?: string[] | undefined };
};

/** What a passkey says to a request. */
export type PasskeyAnswer = {
  id: string;
  response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle: string };
};

/** A passkey as its owner sees it. `isSynced`: it can be on more than one device. */
export type Passkey = {
  id: string;
  name: string | null;
  isSynced: boolean;
  createdAt: string;
  lastUsedAt: string | null;
};
