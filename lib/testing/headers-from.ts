import { channel } from "node:diagnostics_channel";
import { processWide } from "@/lib/process-wide";
import { keepSocketAddresses } from "@/lib/server/request/client-address";

/** The headers of a request whose socket has this address, as a server hands it on. */
export function headersFrom(address: string, headers: Record<string, string> = {}): Headers {
  processWide("socket addresses", keepSocketAddresses);
  const request = { headers: { ...headers }, socket: { remoteAddress: address } };
  channel("http.server.request.start").publish({ request });
  return new Headers(request.headers);
}
