import type { Organization, OrganizationRole } from "./api";

/** An organization of one's own: one's role in it, and how many members it has. */
export type MembershipView = Organization & { role: OrganizationRole; members: number };

/** One of a page of members. `email` is null for a viewer who does not manage the organization. */
export type MemberView = {
  userId: string;
  name: string | null;
  email: string | null;
  isGuest: boolean;
  isYou: boolean;
  role: OrganizationRole;
  joinedAt: Date;
};

/** An organization as one of its members sees it. `invitedUntil` is null without an open link, and for plain members. */
export type OrganizationView = Organization & {
  role: OrganizationRole;
  /** Owner or admin, with a full account. */
  canManage: boolean;
  isLastOwner: boolean;
  invitedUntil: Date | null;
  memberCount: number;
  members: MemberView[];
  /** The cursor of the next page of members: null at the end. */
  after: string | null;
};

/** The secret of a link into an organization. Shown once. */
export type Invitation = { token: string; expiresAt: Date };
