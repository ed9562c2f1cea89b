import type { ReactNode } from "react";
import type { Sticker } from "../../_lib/signature/pen";

const stickerArt: Record<Sticker, ReactNode> = {
  heart: (
    <path
      d="M24 41C9 31 5 24 5 17c0-6 4-10 9-10 4 0 8 3 10 7 2-4 6-7 10-7 5 0 9 4 9 10 0 7-4 14-19 24z"
      fill="#c4553a"
    />
  ),
  star: (
    <path
      d="m24 4 6 13 14 2-10 10 3 15-13-7-13 7 3-15L4 19l14-2z"
      fill="#eab04a"
      stroke="#b9772a"
      strokeWidth="2"
      strokeLinejoin="round"
    />
  ),
  flower: (
    <>
      <g fill="#d96f58">
        <circle cx="24" cy="11" r="8" />
        <circle cx="36" cy="20" r="8" />
        <circle cx="32" cy="34" r="8" />
        <circle cx="16" cy="34" r="8" />
        <circle cx="12" cy="20" r="8" />
      </g>
      <circle cx="24" cy="24" r="7" fill="#f6d489" />
    </>
  ),
  balloon: (
    <>
      <path d="M24 33c0 6 5 5 2 12" fill="none" stroke="#7b5744" strokeWidth="2" strokeLinecap="round" />
      <path d="M24 3c9 0 14 7 14 14 0 9-8 16-14 16s-14-7-14-16C10 10 15 3 24 3z" fill="#4c8a8c" />
      <path d="M17 11c1-2 3-3 5-3" fill="none" stroke="#e3f0ee" strokeWidth="3" strokeLinecap="round" />
    </>
  ),
  cake: (
    <>
      <path d="M24 4c3 4 2 7 0 7s-3-3 0-7z" fill="#e8872e" />
      <path d="M24 12v8" stroke="#3f7a6b" strokeWidth="4" strokeLinecap="round" />
      <path d="M8 22h32v18H8z" fill="#f7d8b2" />
      <path d="M8 22h32v6c0 5-6 5-6 0 0 5-7 5-7 0 0 5-6 5-6 0 0 5-7 5-7 0 0 5-6 5-6 0z" fill="#d96f58" />
      <path d="M5 41h38" stroke="#7c3420" strokeWidth="4" strokeLinecap="round" />
    </>
  ),
  sun: (
    <>
      <path
        d="M24 3v6M24 39v6M3 24h6M39 24h6M9 9l4 4M35 35l4 4M39 9l-4 4M13 35l-4 4"
        stroke="#e8872e"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <circle cx="24" cy="24" r="11" fill="#f3c25c" />
      <path d="M19 26q5 5 10 0" fill="none" stroke="#8c5a1c" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  clover: (
    <>
      <path d="M25 26c0 8 3 13 8 18" fill="none" stroke="#3f6b52" strokeWidth="4" strokeLinecap="round" />
      <g fill="#5b9a6f">
        <path d="M24 24C14 18 14 6 20 6c3 0 4 3 4 3s1-3 4-3c6 0 6 12-4 18z" />
        <path d="M24 24c10-6 20 0 18 5-1 3-4 3-4 3s2 3 0 5c-4 4-14-3-14-13z" />
        <path d="M24 24c-10-6-20 0-18 5 1 3 4 3 4 3s-2 3 0 5c4 4 14-3 14-13z" />
      </g>
    </>
  ),
  cup: (
    <>
      <path
        d="M18 13c-3-4 3-5 0-9M27 13c-3-4 3-5 0-9"
        fill="none"
        stroke="#a08f7c"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <path d="M35 22h4a6 6 0 0 1 0 12h-5" fill="none" stroke="#b84f36" strokeWidth="4" />
      <path d="M8 17h28v14a11 11 0 0 1-11 11h-6A11 11 0 0 1 8 31z" fill="#d0654a" />
      <path d="M8 17h28v5H8z" fill="#8a3a26" />
    </>
  ),
};

/** A small picture beside a signature. */
export function StickerShape({ sticker, className }: { sticker: Sticker; className: string }) {
  return (
    <svg aria-hidden viewBox="0 0 48 48" className={`shrink-0 ${className}`}>
      {stickerArt[sticker]}
    </svg>
  );
}
