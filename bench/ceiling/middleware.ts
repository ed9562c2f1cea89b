import { NextResponse } from "next/server";

/** Does nothing: what a middleware costs by being there is on both sides, for the same endpoints. */
export function middleware() {
  return NextResponse.next();
}

export const config = { runtime: "nodejs", matcher: ["/create", "/upgrade", "/merge"] };
