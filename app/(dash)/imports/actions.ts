"use server";
import { action } from "@/app/_server/action";
import { fixProblems } from "@/lib/stages/imports/fix-problems";
import { mapImport } from "@/lib/stages/imports/map-import";
import { ImportId } from "@/lib/stages/imports/model/import";
import { takeBackImport } from "@/lib/stages/imports/take-back-import";
import { FixFields, MappingFields } from "./forms";

const next = ({ id }: { id: string }) => `/imports/${id}`;

export const mapAction = action(MappingFields, mapImport, { next });
export const fixAction = action(FixFields, fixProblems, { next });
export const takeBackAction = action(ImportId, takeBackImport, { next: () => "/imports" });
