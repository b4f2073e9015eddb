using Microsoft.AspNetCore.Authorization;

namespace WorkOrders.Shared;

/// <summary>A page or endpoint that only the roles of a permission may open.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequiresAttribute(Permission permission) : AuthorizeAttribute(permission.ToString())
{
    public Permission Permission { get; } = permission;
}
