using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class ReasonsInUse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_DefaultApplicationReasons_DefaultReasons_ReasonsId",
                table: "DefaultApplicationReasons");

            migrationBuilder.AddForeignKey(
                name: "FK_DefaultApplicationReasons_DefaultReasons_ReasonsId",
                table: "DefaultApplicationReasons",
                column: "ReasonsId",
                principalTable: "DefaultReasons",
                principalColumn: "Id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_DefaultApplicationReasons_DefaultReasons_ReasonsId",
                table: "DefaultApplicationReasons");

            migrationBuilder.AddForeignKey(
                name: "FK_DefaultApplicationReasons_DefaultReasons_ReasonsId",
                table: "DefaultApplicationReasons",
                column: "ReasonsId",
                principalTable: "DefaultReasons",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
