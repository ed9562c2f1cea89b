import type { z } from "zod";
import * as endpoints from "@/lib/contract/endpoints";
import * as management from "@/lib/contract/management";
import * as owner from "@/lib/contract/management-schemas";
import * as passkeySchemas from "@/lib/contract/passkey-schemas";
import * as schemas from "@/lib/contract/schemas";
import * as wire from "./answers";

type Row = {
  endpoint: { method: string; path: string };
  /** One line: what becomes true. */
  does: string;
  input: z.ZodType;
  data: z.ZodType;
  /** The status of a success, where it is not 200 alone. */
  status?: 201 | 202;
  /** `data` is one item of a list. */
  isList?: true;
};

/** Every endpoint for people and their browsers, in the order to read it. */
export const forPeople: Row[] = [
  {
    endpoint: endpoints.signInAnonymous,
    does: "Makes a guest; whoever has a session keeps it (200)",
    input: schemas.empty,
    data: wire.signedIn,
    status: 201,
  },
  {
    endpoint: endpoints.getSession,
    does: "Tells who is asking, or null; 503 where it cannot tell",
    input: schemas.empty,
    data: wire.signedIn.nullable(),
  },
  {
    endpoint: endpoints.upgrade,
    does: "Turns the guest into a member, in place",
    input: schemas.newAccount,
    data: wire.signedIn,
  },
  {
    endpoint: endpoints.upgradeSocial,
    does: "Answers where the browser goes to link the guest to a provider",
    input: schemas.socialStart,
    data: wire.leaving,
  },
  {
    endpoint: endpoints.signUpEmail,
    does: "Makes a member; a guest is upgraded (200)",
    input: schemas.newAccount,
    data: wire.signedIn,
    status: 201,
  },
  {
    endpoint: endpoints.signInEmail,
    does: "Signs in; `guest` says what the guest before left behind",
    input: schemas.credentials,
    data: wire.arrival,
  },
  {
    endpoint: endpoints.signInSocial,
    does: "Answers where the browser goes to sign in by a provider",
    input: schemas.socialStart,
    data: wire.leaving,
  },
  {
    endpoint: endpoints.requestMagicLink,
    does: "Mails a link and six digits",
    input: schemas.magicLinkRequest,
    data: wire.sent,
    status: 202,
  },
  {
    endpoint: endpoints.verifyMagicLink,
    does: "In the browser that asked: upgrades the guest, or signs in",
    input: schemas.magicLinkProof,
    data: wire.magicArrival,
  },
  {
    endpoint: endpoints.verifyEmail,
    does: "Confirms an address by the token from its mail",
    input: schemas.emailProof,
    data: wire.provenUser,
  },
  {
    endpoint: endpoints.resendVerification,
    does: "Mails a new link to confirm the address",
    input: schemas.empty,
    data: wire.sent,
    status: 202,
  },
  {
    endpoint: endpoints.forgotPassword,
    does: "Mails a link to a new password, where there is an account",
    input: schemas.emailOnly,
    data: wire.sent,
    status: 202,
  },
  {
    endpoint: endpoints.resetPassword,
    does: "Sets a new password by the token from its mail, and signs in",
    input: schemas.passwordReset,
    data: wire.arrival,
  },
  {
    endpoint: endpoints.changePassword,
    does: "Sets a new password by the old one; other sessions end",
    input: schemas.passwordChange,
    data: wire.signedIn,
  },
  {
    endpoint: endpoints.changeEmail,
    does: "Mails a link to the new address, which counts once proven",
    input: schemas.emailChange,
    data: wire.sent,
    status: 202,
  },
  {
    endpoint: endpoints.registerPasskeyOptions,
    does: "What a browser makes a passkey from",
    input: passkeySchemas.passkeyStart,
    data: wire.passkeyCreation,
  },
  {
    endpoint: endpoints.registerPasskey,
    does: "Makes a guest a member by a new passkey, or gives a member one",
    input: passkeySchemas.newPasskey,
    data: wire.signedIn,
  },
  {
    endpoint: endpoints.signInPasskeyOptions,
    does: "What a browser asks a passkey with",
    input: schemas.empty,
    data: wire.passkeyRequest,
  },
  {
    endpoint: endpoints.signInPasskey,
    does: "Signs in by a passkey; `guest` as above",
    input: passkeySchemas.passkeyAnswer,
    data: wire.arrival,
  },
  {
    endpoint: endpoints.listPasskeys,
    does: "Lists one's passkeys",
    input: schemas.empty,
    data: wire.passkey.array(),
  },
  {
    endpoint: endpoints.renamePasskey,
    does: "Calls one of them something else",
    input: passkeySchemas.passkeyRenaming,
    data: wire.passkey,
  },
  {
    endpoint: endpoints.removePasskey,
    does: "Removes one of them, unless it is the only way in",
    input: passkeySchemas.passkeyRemoval,
    data: wire.nothing,
  },
  {
    endpoint: endpoints.previewMerge,
    does: "Says what the guest left behind who signed in here",
    input: schemas.empty,
    data: wire.mergePreview,
  },
  {
    endpoint: endpoints.decideMerge,
    does: "Brings the guest's work along, or lets it go",
    input: schemas.mergeDecision,
    data: wire.mergeReceipt,
  },
  {
    endpoint: endpoints.createRecoveryCode,
    does: "Makes a guest's own way back, shown once",
    input: schemas.empty,
    data: wire.recoveryCode,
    status: 201,
  },
  {
    endpoint: endpoints.recover,
    does: "Opens the guest of a recovery code",
    input: schemas.recoveryCode,
    data: wire.arrival,
  },
  {
    endpoint: endpoints.listDevices,
    does: "Lists the devices that are signed in",
    input: schemas.empty,
    data: wire.device.array(),
  },
  {
    endpoint: endpoints.endDevice,
    does: "Ends one of them",
    input: schemas.ownSession,
    data: wire.nothing,
  },
  {
    endpoint: endpoints.exportAccount,
    does: "Hands a member everything that is kept, as a file",
    input: schemas.empty,
    data: wire.accountExport,
  },
  {
    endpoint: endpoints.deleteAccount,
    does: "Deletes the account and what it owns",
    input: schemas.accountDeletion,
    data: wire.nothing,
  },
  {
    endpoint: endpoints.signOut,
    does: "Ends the session, and takes its cookie away",
    input: schemas.empty,
    data: wire.nothing,
  },
];

/** Every endpoint for owners with an API key. */
export const forOwners: (Row & { endpoint: { scope: string } })[] = [
  {
    endpoint: management.listUsers,
    does: "Lists users, the newest first",
    input: owner.userList,
    data: wire.user,
    isList: true,
  },
  { endpoint: management.getUser, does: "Shows one user", input: owner.byId, data: wire.user },
  {
    endpoint: management.updateUser,
    does: "Changes a user's name, role or metadata",
    input: owner.userChange,
    data: wire.user,
  },
  {
    endpoint: management.deleteUser,
    does: "Deletes a user and what they own",
    input: owner.userDeletion,
    data: wire.deleted,
  },
  {
    endpoint: management.reassignData,
    does: "Gives what one user owns to another",
    input: owner.reassignment,
    data: wire.reassignReceipt,
  },
  {
    endpoint: management.getConfiguration,
    does: "Shows the settings",
    input: owner.nothing,
    data: wire.dashboardConfig,
  },
  {
    endpoint: management.saveConfiguration,
    does: "Lays a change over the settings; they hold everywhere within five seconds",
    input: owner.configChange,
    data: wire.savedConfig,
  },
  {
    endpoint: management.listAuditEvents,
    does: "Lists what happened, the newest first",
    input: owner.auditList,
    data: wire.auditEvent,
    isList: true,
  },
  {
    endpoint: management.cleanUpGuests,
    does: "Removes the guests who have been away for the maximum age",
    input: owner.cleanupWish,
    data: wire.cleanupReport,
  },
  {
    endpoint: management.listOrganizations,
    does: "Lists organizations, the newest first",
    input: owner.page,
    data: wire.organization,
    isList: true,
  },
  {
    endpoint: management.createOrganization,
    does: "Makes an organization without members",
    input: owner.newOrganization,
    data: wire.organization,
    status: 201,
  },
  {
    endpoint: management.listMembers,
    does: "Lists an organization's members",
    input: owner.memberList,
    data: wire.membership,
    isList: true,
  },
  {
    endpoint: management.addMember,
    does: "Makes a user a member of an organization",
    input: owner.newMembership,
    data: wire.membership,
    status: 201,
  },
];
