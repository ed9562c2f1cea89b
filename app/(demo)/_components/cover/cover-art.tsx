export function Birthday() {
  return (
    <>
      <rect width="240" height="160" fill="#f4cf9f" />
      <g fill="#fbe6c8">
        <circle cx="40" cy="34" r="16" />
        <circle cx="206" cy="52" r="22" />
        <circle cx="24" cy="110" r="10" />
      </g>
      <g fill="none" strokeWidth="4" strokeLinecap="round">
        <path d="m60 24 8 6M176 26l-6 8M196 100l9 3M44 78l-8 4" stroke="#b0472d" />
        <path d="m84 42-3 9M158 52l8-3M206 126l-4-8M30 56l9 1" stroke="#3f7a6b" />
      </g>
      <g strokeWidth="7" strokeLinecap="round">
        <path d="M96 54v22" stroke="#3f7a6b" />
        <path d="M120 48v28" stroke="#fff6e6" />
        <path d="M144 54v22" stroke="#b0472d" />
      </g>
      <g fill="#e8872e">
        <path d="M96 34c7 9 5 15 0 15s-7-6 0-15zM120 28c7 9 5 15 0 15s-7-6 0-15zM144 34c7 9 5 15 0 15s-7-6 0-15z" />
      </g>
      <path d="M80 76h80a8 8 0 0 1 8 8v22H72V84a8 8 0 0 1 8-8z" fill="#fff6e6" />
      <path
        d="M72 84c0 12 16 12 16 0 0 14 16 14 16 0 0 12 16 12 16 0 0 14 16 14 16 0 0 12 16 12 16 0 0 12 16 12 16 0v-2a8 8 0 0 0-8-8H80a8 8 0 0 0-8 8z"
        fill="#d96f58"
      />
      <path d="M62 106h116a8 8 0 0 1 8 8v24H54v-24a8 8 0 0 1 8-8z" fill="#c4553a" />
      <path d="M54 122h132" stroke="#f7d8b2" strokeWidth="5" strokeDasharray="1 12" strokeLinecap="round" />
      <path d="M40 138h160" stroke="#7c3420" strokeWidth="7" strokeLinecap="round" />
    </>
  );
}

export function Farewell() {
  return (
    <>
      <rect width="240" height="160" fill="#f6dcc0" />
      <circle cx="120" cy="98" r="44" fill="#e58a4e" />
      <g fill="none" stroke="#7b5744" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round">
        <path d="m44 46 9-5 8 6 9-5M176 34l8-4 6 5 8-4M196 58l6-3 5 4 6-3" />
      </g>
      <path d="M0 102q20-9 40 0t40 0 40 0 40 0 40 0 40 0v58H0z" fill="#5d9693" />
      <path d="M120 46v52H84z" fill="#fffaf0" />
      <path d="M120 46v52h36z" fill="#ecdcc6" />
      <path d="m72 98 48 14 48-14-16 26H88z" fill="#fffaf0" />
      <path d="m120 112 48-14-16 26h-32z" fill="#ecdcc6" />
      <path d="M0 120q20-9 40 0t40 0 40 0 40 0 40 0 40 0v40H0z" fill="#3c7577" />
      <path d="M0 140q20-9 40 0t40 0 40 0 40 0 40 0 40 0v20H0z" fill="#29595e" />
    </>
  );
}

export function Thanks() {
  return (
    <>
      <rect width="240" height="160" fill="#f2d5cb" />
      <path d="M0 132h240v28H0z" fill="#dba993" />
      <g fill="none" stroke="#3f6b52" strokeWidth="5" strokeLinecap="round">
        <path d="M120 104V52M120 104C112 84 98 74 86 70M120 104c8-20 22-30 34-34M120 104c-4-14-18-22-28-20M120 104c4-12 16-20 30-18" />
      </g>
      <g fill="#5b8a6b">
        <path d="M92 100c-14-2-20-10-20-16 12 0 18 6 20 16zM148 100c14-2 20-10 20-16-12 0-18 6-20 16z" />
      </g>
      <g fill="#c4553a">
        <circle cx="120" cy="30" r="10" />
        <circle cx="136" cy="41" r="10" />
        <circle cx="130" cy="58" r="10" />
        <circle cx="110" cy="58" r="10" />
        <circle cx="104" cy="41" r="10" />
      </g>
      <circle cx="120" cy="46" r="9" fill="#f6d489" />
      <g fill="#e9a13b">
        <circle cx="82" cy="55" r="8" />
        <circle cx="95" cy="64" r="8" />
        <circle cx="90" cy="79" r="8" />
        <circle cx="74" cy="79" r="8" />
        <circle cx="69" cy="64" r="8" />
      </g>
      <circle cx="82" cy="68" r="7" fill="#8c3a26" />
      <g fill="#fff6ea">
        <circle cx="158" cy="52" r="8" />
        <circle cx="171" cy="61" r="8" />
        <circle cx="166" cy="76" r="8" />
        <circle cx="150" cy="76" r="8" />
        <circle cx="145" cy="61" r="8" />
      </g>
      <circle cx="158" cy="65" r="7" fill="#e9a13b" />
      <path d="M98 100h44l-6 42h-32z" fill="#4c7f86" />
      <path d="M94 96h52v10H94z" fill="#376169" />
    </>
  );
}
