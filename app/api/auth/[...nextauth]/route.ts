import NextAuth from "next-auth";
import { authOptions } from "@/app/_server/auth";

type Path = { params: Promise<{ nextauth: string[] }> };

async function handler(request: Request, path: Path): Promise<Response> {
  return NextAuth(authOptions())(request, path);
}

export { handler as GET, handler as POST };
