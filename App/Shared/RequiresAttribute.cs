using Microsoft.AspNetCore.Authorization;

namespace WorkOrders.Shared;

/// <summary>Restricts a page or endpoint to the roles of a permission.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequiresAttribute(Permission permission) : AuthorizeAttribute(permission.ToString())
{
    public Permission Permission { get; } = permission;
}
