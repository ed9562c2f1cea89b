export function Congratulations() {
  return (
    <>
      <rect width="240" height="160" fill="#dfe3c4" />
      <path d="M0 22q60 34 120 6t120-2" fill="none" stroke="#6c5a3f" strokeWidth="2.5" />
      <path d="m14 28 22 5-15 20zM94 38l21-8-2 26zM196 22l22 4-13 20z" fill="#c4553a" />
      <path d="m52 39 24 1-14 22zM156 22l24-1-11 24z" fill="#3f7a6b" />
      <g transform="translate(120 98)">
        <path d="m-14 24-16 42 18-6 12 14 10-40zM14 24l16 42-18-6-12 14-10-40z" fill="#a63d26" />
        <g fill="#e9a13b">
          <rect x="-29" y="-29" width="58" height="58" rx="8" />
          <rect x="-29" y="-29" width="58" height="58" rx="8" transform="rotate(30)" />
          <rect x="-29" y="-29" width="58" height="58" rx="8" transform="rotate(60)" />
        </g>
        <circle r="26" fill="#fff6e6" />
        <path d="m0-17 5 11 12 1-9 8 3 12L0 9l-11 6 3-12-9-8 12-1z" fill="#c4553a" />
      </g>
      <g strokeWidth="4" strokeLinecap="round">
        <path d="m44 92 6 7M38 124l9-3M66 76l1 8" stroke="#c4553a" />
        <path d="m196 88-7 6M204 118l-9-2M176 72l-2 8" stroke="#3f7a6b" />
      </g>
    </>
  );
}

export function GetWell() {
  return (
    <>
      <rect width="240" height="160" fill="#cfe0dc" />
      <path d="M0 128h240v32H0z" fill="#a9c6bd" />
      <g fill="none" stroke="#fbfdf8" strokeWidth="6" strokeLinecap="round">
        <path d="M96 54c-8-10 8-16 0-28M120 48c-8-10 8-16 0-28M144 54c-8-10 8-16 0-28" />
      </g>
      <path d="M160 78h14a20 20 0 0 1 0 40h-18" fill="none" stroke="#b84f36" strokeWidth="9" />
      <path d="M70 66h100v30a40 40 0 0 1-40 40h-20a40 40 0 0 1-40-40z" fill="#d0654a" />
      <path d="M120 116c-19-12-24-21-18-28 6-5 13-3 18 4 5-7 12-9 18-4 6 7 1 16-18 28z" fill="#fff1e2" />
      <ellipse cx="120" cy="66" rx="50" ry="8" fill="#8a3a26" />
      <path d="M84 66h72" stroke="#f0b268" strokeWidth="5" strokeLinecap="round" />
      <path d="M56 140h128" stroke="#fbf5e8" strokeWidth="9" strokeLinecap="round" />
      <g fill="#4f8a70">
        <path d="M26 128c-6-18 0-32 10-42 8 16 4 32-10 42zM28 130c6-14 16-20 28-20-4 14-14 20-28 20zM206 130c-4-14 2-26 12-34 6 14 2 26-12 34z" />
      </g>
    </>
  );
}

export function Baby() {
  return (
    <>
      <rect width="240" height="160" fill="#2f5260" />
      <g fill="#f3d693">
        <path d="m46 34 3 8 8 3-8 3-3 8-3-8-8-3 8-3zM196 26l2 6 6 2-6 2-2 6-2-6-6-2 6-2zM206 92l3 8 8 3-8 3-3 8-3-8-8-3 8-3zM34 104l2 6 6 2-6 2-2 6-2-6-6-2 6-2z" />
        <circle cx="80" cy="24" r="2.5" />
        <circle cx="168" cy="50" r="2.5" />
        <circle cx="22" cy="68" r="2.5" />
        <circle cx="222" cy="60" r="2.5" />
      </g>
      <path d="M142 26a56 56 0 1 0 30 82 46 46 0 1 1-30-82z" fill="#f6dfae" />
      <g fill="#d98b63">
        <circle cx="132" cy="66" r="11" />
        <circle cx="158" cy="66" r="11" />
        <circle cx="145" cy="80" r="21" />
      </g>
      <ellipse cx="145" cy="87" rx="10" ry="8" fill="#f7dcc0" />
      <path
        d="M134 77q3 3 6 0M150 77q3 3 6 0M141 90q4 3 8 0"
        fill="none"
        stroke="#5c3120"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <circle cx="145" cy="84" r="2.6" fill="#5c3120" />
      <path d="M110 108c10-10 56-12 72-2 6 20-8 34-36 34s-42-12-36-32z" fill="#c4553a" />
      <path
        d="M112 112c14-6 50-8 70-2"
        fill="none"
        stroke="#f6dfae"
        strokeWidth="5"
        strokeDasharray="1 9"
        strokeLinecap="round"
      />
      <path d="M0 146q30-14 60-4t60 0 60 0 60 2v16H0z" fill="#e6eef0" />
    </>
  );
}
