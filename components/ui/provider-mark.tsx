const KNOWN: Record<string, { mark: string; name: string }> = {
  openai: { mark: "OA", name: "OpenAI" },
  anthropic: { mark: "AN", name: "Anthropic" },
  bedrock: { mark: "BR", name: "Bedrock" },
  vertex: { mark: "VX", name: "Vertex" },
};

/** `OpenAI` for `openai`; any other word as it came. */
export function providerName(provider: string): string {
  return KNOWN[provider]?.name ?? provider;
}

/** `nova-pro` for `amazon.nova-pro-v1:0`: an id of Bedrock carries its region, its maker and a version of the id itself. */
export function modelName(id: string): string {
  return /^(?:[a-z]+\.)+(.+?)(?:-v\d+(?::\d+)?)?$/.exec(id)?.[1] ?? id;
}

/** Two letters in a small box; the name is its tooltip and what is read. */
export function ProviderMark({ provider }: { provider: string }) {
  const name = providerName(provider);
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className="inline-grid h-4 w-5 flex-none place-items-center rounded-[3px] border border-line-2 bg-bg text-[9px] leading-none font-semibold tracking-[.02em] text-text-2"
    >
      {KNOWN[provider]?.mark ?? provider.slice(0, 2).toUpperCase()}
    </span>
  );
}
