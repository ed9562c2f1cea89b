export * from "../core/schema";
export * from "../features/insights/schema"; // eject: insights
export * from "../features/organizations/schema"; // eject: organizations
export * from "../features/passkeys/schema"; // eject: passkeys
export * from "../features/webhooks/schema"; // eject: webhooks
export * from "../product/schema";
