export function Wedding() {
  return (
    <>
      <rect width="240" height="160" fill="#e9ddd2" />
      <path d="M0 160c0-72 50-128 120-128s120 56 120 128z" fill="#f7efe4" />
      <g fill="none" stroke="#5b8a6b" strokeWidth="4" strokeLinecap="round">
        <path d="M22 150C26 88 62 50 106 40M218 150c-4-62-40-100-84-110" />
      </g>
      <g fill="#5b8a6b">
        <path d="M26 118c-14-4-18-14-16-24 12 4 18 12 16 24zM40 88c-12-8-14-18-10-28 11 7 15 16 10 28zM64 62c-8-12-6-22 0-30 8 10 8 20 0 30zM214 118c14-4 18-14 16-24-12 4-18 12-16 24zM200 88c12-8 14-18 10-28-11 7-15 16-10 28zM176 62c8-12 6-22 0-30-8 10-8 20 0 30z" />
      </g>
      <g fill="#d96f58">
        <circle cx="92" cy="44" r="8" />
        <circle cx="148" cy="44" r="8" />
        <circle cx="34" cy="132" r="7" />
        <circle cx="206" cy="132" r="7" />
      </g>
      <g fill="#f4cf9f">
        <circle cx="120" cy="36" r="11" />
        <circle cx="52" cy="74" r="6" />
        <circle cx="188" cy="74" r="6" />
      </g>
      <circle cx="120" cy="36" r="4" fill="#b0472d" />
      <g fill="none" strokeWidth="8">
        <circle cx="102" cy="104" r="28" stroke="#d79a3c" />
        <circle cx="138" cy="104" r="28" stroke="#b9772a" />
        <path d="M113.6 78.500A28 28 0 0 1 127.8 93.5" stroke="#d79a3c" />
      </g>
      <path
        d="m102 77-10-9 4.5-7h11l4.5 7z"
        fill="#fffaf0"
        stroke="#8fb3b5"
        strokeWidth="2"
        strokeLinejoin="round"
      />
    </>
  );
}

export function Holidays() {
  return (
    <>
      <rect width="240" height="160" fill="#24505a" />
      <g fill="#e6eef0">
        <circle cx="30" cy="28" r="3" />
        <circle cx="66" cy="60" r="2.5" />
        <circle cx="196" cy="36" r="3" />
        <circle cx="220" cy="82" r="2.5" />
        <circle cx="22" cy="92" r="2.5" />
        <circle cx="168" cy="18" r="2" />
        <circle cx="84" cy="20" r="2" />
        <circle cx="48" cy="116" r="2" />
        <circle cx="196" cy="112" r="2" />
      </g>
      <path d="M0 134q40-18 80-8t80 0 80 2v32H0z" fill="#e6eef0" />
      <path d="M112 120h16v22h-16z" fill="#7c3420" />
      <path d="m120 22 26 36h-12l22 30h-14l26 36H72l26-36H84l22-30H94z" fill="#3f7a6b" />
      <path d="m120 22 26 36h-12l22 30h-14l26 36h-48z" fill="#356658" />
      <path
        d="m120 8 4.5 9.5 10.5 1.5-7.5 7.5 1.8 10.500L120 32l-9.3 5 1.8-10.500L105 19l10.5-1.500z"
        fill="#f3d693"
      />
      <g fill="#e8872e">
        <circle cx="108" cy="62" r="5" />
        <circle cx="134" cy="92" r="5" />
        <circle cx="92" cy="112" r="5" />
      </g>
      <g fill="#f4cf9f">
        <circle cx="128" cy="58" r="4" />
        <circle cx="106" cy="92" r="4" />
        <circle cx="146" cy="114" r="4" />
        <circle cx="118" cy="112" r="4" />
      </g>
      <path d="M30 120h34v26H30zM172 114h40v32h-40z" fill="#c4553a" />
      <path d="M26 112h42v10H26zM168 106h48v10h-48z" fill="#d96f58" />
      <path
        d="M47 112v34M192 106v40M47 112c-4-12-14-10-12-4 1 4 8 4 12 4 4 0 11 0 12-4 2-6-8-8-12 4zM192 106c-4-12-14-10-12-4 1 4 8 4 12 4 4 0 11 0 12-4 2-6-8-8-12 4z"
        fill="none"
        stroke="#f7d8b2"
        strokeWidth="4"
      />
      <path d="M0 148q40-8 80-2t80 0 80 0v14H0z" fill="#fbfdf8" />
    </>
  );
}
