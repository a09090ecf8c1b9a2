-- AlterTable
ALTER TABLE "migration_move" ADD COLUMN     "ask_again_before" TIMESTAMPTZ(6);
