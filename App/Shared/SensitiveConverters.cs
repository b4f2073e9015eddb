using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace WorkOrders.Shared;

internal sealed class PhoneNumberConverter() : ValueConverter<PhoneNumber, string>(v => v.Unmask(), v => PhoneNumber.FromDatabase(v));

internal sealed class IdNumberConverter() : ValueConverter<IdNumber, string>(v => v.Unmask(), v => IdNumber.FromDatabase(v));

internal sealed class PostalAddressConverter() : ValueConverter<PostalAddress, string>(v => v.Unmask(), v => PostalAddress.FromDatabase(v));

internal sealed class FreeTextConverter() : ValueConverter<FreeText, string>(v => v.Unmask(), v => FreeText.FromDatabase(v));
